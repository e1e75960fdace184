//! The portal as a browser without JavaScript sees it, started in this process.

#[cfg(test)]
mod api;
#[cfg(test)]
mod attack;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod canary;
#[cfg(test)]
mod input;
#[cfg(test)]
mod late;
#[cfg(test)]
mod operator;
#[cfg(test)]
mod operator_accounts;
#[cfg(test)]
mod operator_backup;
#[cfg(test)]
mod operator_export;
#[cfg(test)]
mod operator_office;
#[cfg(test)]
mod operator_people;
#[cfg(test)]
mod operator_retention;
#[cfg(test)]
mod operator_staff;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod phone;
#[cfg(test)]
mod refused;
#[cfg(test)]
mod registration;
#[cfg(test)]
mod requests;
#[cfg(test)]
mod shared;
#[cfg(test)]
mod staff;
