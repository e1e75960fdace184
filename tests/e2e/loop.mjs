import { startPortal, launchBrowser, newBrowser, fillIn, button } from "./harness.js";
const portal = await startPortal({TOROKU_LOG:"debug"}); const b = await launchBrowser();
const { context } = await newBrowser({});
const page = await context.newPage();
page.on("request", r => /presence|login|account|password/.test(r.url()) && console.log(Date.now()%100000, "req", r.method(), r.url().slice(22,80), r.postData()?.slice(70)));
page.on("requestfailed", r => console.log(Date.now()%100000, "failed", r.url().slice(22,60), r.failure()));
page.on("response", r => /presence/.test(r.url()) && console.log(Date.now()%100000, "res", r.status()));
await page.goto(portal.url);
await page.click(button("category","applicant_at_counter"));
await fillIn(page);
await page.click(button("do","confirm")); await page.click(button("do","register"));
const id = await page.innerText(".user-id b");
await page.goto(portal.url+"/mailbox"); await page.waitForTimeout(300); await page.reload();
const mail = await page.locator(".mails a").first().evaluate(a=>a.href);
await page.goto(mail);
let bad=0;
for (let i=0;i<25;i++){
  await page.goto(portal.url+"/account");
  if (process.env.PAUSE) await page.waitForTimeout(+process.env.PAUSE); await page.goto(process.env.VIA ?? "about:blank");
  await page.goto(mail); await page.click("#link");
  const t = await page.innerText("main");
  if (!/must be like/.test(t)) { bad++; console.log("BAD", i, t.slice(0,100)); }
}
console.log("bad", bad); await b.close(); await portal.stop();
