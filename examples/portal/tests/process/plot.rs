//! The plot of the load table: throughput and the slowest hundredth, by how many register at once.

use std::fmt::Write as _;

/// What one line of the load table has.
#[derive(Clone, Copy)]
pub(crate) struct Point {
    pub(crate) at_once: usize,
    pub(crate) per_second: f64,
    pub(crate) p99: f64,
}

const WIDTH: f64 = 380.0;
const HEIGHT: f64 = 230.0;

/// An SVG of two panels; each line has a name and a colour of its own.
pub(crate) fn svg(lines: &[(String, Vec<Point>)]) -> String {
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 960 330\" font-family=\"sans-serif\" \
         font-size=\"12\">\n<rect width=\"960\" height=\"330\" fill=\"white\"/>\n",
    );
    panel(&mut svg, 70.0, "registrations a second", lines, |point| point.per_second);
    panel(&mut svg, 550.0, "p99 of a registration, ms", lines, |point| point.p99);
    svg + "</svg>\n"
}

fn panel(
    svg: &mut String,
    left: f64,
    title: &str,
    lines: &[(String, Vec<Point>)],
    value: impl Fn(&Point) -> f64,
) {
    const COLOURS: [&str; 4] = ["#1f77b4", "#d62728", "#2ca02c", "#9467bd"];
    let points = || lines.iter().flat_map(|(_, points)| points);
    let most = points().map(&value).fold(1.0, f64::max);
    // Steps of 1, 2 or 5 times a power of ten, at most seven of them.
    let tens = (0..9).map(|power| 10_f64.powi(power));
    let mut steps = tens.flat_map(|ten| [ten, 2.0 * ten, 5.0 * ten]);
    let step = steps.find(|step| most / step <= 7.0).expect("nothing here is that large");
    let top = (most / step).ceil() * step;
    let widest = points().map(|point| doublings(point.at_once)).fold(1.0, f64::max);
    let x = |at_once| left + WIDTH * doublings(at_once) / widest;
    let y = |value: f64| 270.0 - HEIGHT * value / top;
    let middle = left + WIDTH / 2.0;
    let text = "text-anchor=\"middle\"";
    _ = writeln!(svg, "<text x=\"{middle}\" y=\"24\" {text}>{title}</text>");
    _ = writeln!(svg, "<text x=\"{middle}\" y=\"306\" {text}>at once</text>");
    for number in 0..=8 {
        let value = step * f64::from(number);
        if value <= top {
            let (y, right) = (y(value), left + WIDTH);
            _ = writeln!(svg, "<path d=\"M{left} {y:.1}H{right}\" stroke=\"#ddd\"/>");
            let (x, y) = (left - 6.0, y + 4.0);
            _ = writeln!(svg, "<text x=\"{x}\" y=\"{y:.1}\" text-anchor=\"end\">{value}</text>");
        }
    }
    for point in lines.first().into_iter().flat_map(|(_, points)| points) {
        let x = x(point.at_once);
        _ = writeln!(svg, "<text x=\"{x:.1}\" y=\"288\" {text}>{}</text>", point.at_once);
    }
    for (at, ((name, points), colour)) in lines.iter().zip(COLOURS).enumerate() {
        let places: Vec<_> = points
            .iter()
            .map(|point| format!("{:.1},{:.1}", x(point.at_once), y(value(point))))
            .collect();
        let stroke = format!("fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"");
        _ = writeln!(svg, "<polyline points=\"{}\" {stroke}/>", places.join(" "));
        let y = 322;
        let x = left + 130.0 * f64::from(u8::try_from(at).unwrap_or_default());
        _ = writeln!(svg, "<text x=\"{x}\" y=\"{y}\" fill=\"{colour}\">{name}</text>");
    }
}

fn doublings(at_once: usize) -> f64 {
    f64::from(u32::try_from(at_once).unwrap_or(u32::MAX)).log2()
}
