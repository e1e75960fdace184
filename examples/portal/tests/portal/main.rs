//! The portal as a browser without JavaScript sees it, started in this process.

#[cfg(test)]
mod api;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod canary;
#[cfg(test)]
mod input;
#[cfg(test)]
mod operator;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod phone;
#[cfg(test)]
mod registration;
#[cfg(test)]
mod staff;
