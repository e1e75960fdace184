//! The check of whole tables, which come and go by Arrow's C data interface.

use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::ffi_stream::RecordBatchStreamReader;
use arrow_array::{
    Array, ArrayRef, BooleanArray, DictionaryArray, Int16Array, RecordBatch, RecordBatchReader,
    StringArray, cast::AsArray, types::Float64Type,
};
use arrow_cast::{CastOptions, cast_with_options};
use arrow_pyarrow::{FromPyArrow, PyArrowType, Table};
use arrow_schema::{ArrowError, DataType, Schema, SchemaRef};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use rayon::prelude::*;
use toroku::{Code, Field, Form, Instant, Item, Policy};

use crate::policy;

/// Rows that one thread takes at a time: their texts and results fit a processor's cache.
const ROWS: usize = 8192;

/// What of a table's columns is an item of the entry.
struct Columns {
    /// Where each item stands, in the order of [`Item::ALL`].
    at: [Option<usize>; Item::ALL.len()],
    fields: Vec<Field>,
}

impl Columns {
    /// By their names: those of `ITEMS`, or `date_of_birth` for a date in one column.
    fn of(schema: &Schema) -> PyResult<Self> {
        let mut at = [None; Item::ALL.len()];
        for (place, column) in schema.fields().iter().enumerate() {
            let name = column.name();
            let item = Item::ALL.iter().find(|item| item.name() == name).copied();
            let date = (name == Field::DateOfBirth.name()).then_some(Item::BirthYear);
            let Some(item) = item.or(date) else { continue };
            if at[item as usize].replace(place).is_some() {
                let twice = if item == Item::BirthYear {
                    "date_of_birth and birth_year are one too many".to_owned()
                } else {
                    format!("two columns have the name {name}")
                };
                return Err(PyValueError::new_err(twice));
            }
        }
        let is_there =
            |field: &&Field| field.items().iter().any(|item| at[*item as usize].is_some());
        let fields: Vec<_> = Field::ENTRY.iter().filter(is_there).copied().collect();
        if fields.is_empty() {
            return Err(PyValueError::new_err(format!(
                "no column has the name of an item: {:?}, or date_of_birth",
                Item::ALL.iter().map(|item| item.name()).collect::<Vec<_>>()
            )));
        }
        Ok(Self { at, fields })
    }
}

/// What is asked of a table.
struct Check {
    columns: Columns,
    policy: Policy,
    now: Instant,
    has_values: bool,
    schema: SchemaRef,
    codes: ArrayRef,
}

impl Check {
    /// The results of some rows.
    fn rows(&self, batch: &RecordBatch) -> Result<RecordBatch, ArrowError> {
        let texts = self.texts(batch)?;
        let mut results: Vec<_> = self.columns.fields.iter().map(|_| Results::default()).collect();
        for row in 0..batch.num_rows() {
            let form = Form::of(
                std::array::from_fn(|item| text(texts[item].as_ref(), row)),
                Some(self.policy.terms_version()),
            );
            let verdict = form.verdict(self.now, &self.policy);
            for (field, results) in self.columns.fields.iter().zip(&mut results) {
                results.problems.push(verdict.problem(*field).map(place));
                results.notices.push(verdict.notice(*field).map(place));
                results.converted.push(verdict.is_converted(*field));
                if self.has_values {
                    self.value(&form, *field, verdict.problem(*field).is_some(), results);
                }
            }
        }
        let columns = results.into_iter().map(|results| results.finish(self));
        let columns: Vec<_> =
            columns.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
        RecordBatch::try_new(Arc::clone(&self.schema), columns)
    }

    /// What is registered of a field, or what could be entered instead.
    fn value(&self, form: &Form<'_>, field: Field, is_bad: bool, results: &mut Results) {
        let text = toroku::Personal::expose;
        let (mut value, mut problem) = (None, None);
        if is_bad {
            problem = form.report(field, self.now, &self.policy).problem;
        } else {
            value = form.value(field, self.now, &self.policy);
        }
        let suggestion = problem.as_ref().and_then(|problem| problem.suggestion());
        results.values.append_option(value.as_ref().map(text));
        results.suggestions.append_option(suggestion.map(text));
    }

    /// The items' columns as texts.
    fn texts(&self, batch: &RecordBatch) -> Result<Vec<Option<StringArray>>, ArrowError> {
        let texts = self.columns.at.iter().map(|at| {
            let Some(at) = *at else { return Ok(None) };
            let name = batch.schema_ref().field(at).name();
            texts(batch.column(at)).map(Some).map_err(|_| unreadable(name))
        });
        texts.collect()
    }
}

/// A column as texts. What is no text is an error, and not as if nothing stood there.
fn texts(column: &ArrayRef) -> Result<StringArray, ArrowError> {
    let whole = CastOptions { safe: false, ..CastOptions::default() };
    let cast = |to: &DataType| cast_with_options(column, to, &whole);
    match column.data_type() {
        DataType::Dictionary(_, values) => texts(&cast(values)?),
        // Tools make numbers with a point of whole ones where a row has none: 1 is not 1.0.
        data if data.is_floating() || data.is_decimal() => {
            let numbers = cast(&DataType::Float64)?;
            let numbers = numbers.as_primitive::<Float64Type>().iter();
            Ok(numbers.map(|it| it.filter(|it| !it.is_nan()).map(|it| it.to_string())).collect())
        }
        // The day on the clock of the time zone that the column names.
        DataType::Timestamp(..) => texts(&cast(&DataType::Date32)?),
        data if data.is_integer() || is_text(data) => {
            Ok(cast(&DataType::Utf8)?.as_string().clone())
        }
        _ => Err(ArrowError::CastError(String::new())),
    }
}

/// Whether the values are texts, or are written as one that an entry may have.
fn is_text(data: &DataType) -> bool {
    use DataType::{
        Binary, BinaryView, Date32, Date64, LargeBinary, LargeUtf8, Null, Utf8, Utf8View,
    };
    matches!(
        data,
        Utf8 | LargeUtf8 | Utf8View | Binary | LargeBinary | BinaryView | Date32 | Date64 | Null
    )
}

/// A row's text of a column, empty where there is none.
fn text(column: Option<&StringArray>, row: usize) -> &str {
    column.filter(|column| column.is_valid(row)).map_or("", |column| column.value(row))
}

/// Where a code stands in [`Code::ALL`].
fn place(code: Code) -> i16 {
    i16::try_from(code as usize).expect("there are some hundreds of codes")
}

/// The results of a field.
#[derive(Default)]
struct Results {
    problems: Vec<Option<i16>>,
    notices: Vec<Option<i16>>,
    converted: Vec<bool>,
    values: StringBuilder,
    suggestions: StringBuilder,
}

impl Results {
    fn finish(mut self, check: &Check) -> Result<Vec<ArrayRef>, ArrowError> {
        let codes = |places: Vec<Option<i16>>| {
            let codes =
                DictionaryArray::try_new(Int16Array::from(places), Arc::clone(&check.codes))?;
            Ok::<ArrayRef, ArrowError>(Arc::new(codes))
        };
        let mut columns = vec![
            codes(self.problems)?,
            codes(self.notices)?,
            Arc::new(BooleanArray::from(self.converted)) as ArrayRef,
        ];
        if check.has_values {
            columns.push(Arc::new(self.values.finish()));
            columns.push(Arc::new(self.suggestions.finish()));
        }
        Ok(columns)
    }
}

/// The columns of the result.
fn schema(fields: &[Field], has_values: bool) -> Schema {
    let codes = DataType::Dictionary(Box::new(DataType::Int16), Box::new(DataType::Utf8));
    let columns = fields.iter().flat_map(|field| {
        let column = |what: &str, data: DataType, may_be_null: bool| {
            arrow_schema::Field::new(format!("{}_{what}", field.name()), data, may_be_null)
        };
        let mut columns = vec![
            column("problem", codes.clone(), true),
            column("notice", codes.clone(), true),
            column("converted", DataType::Boolean, false),
        ];
        if has_values {
            columns.push(column("value", DataType::Utf8, true));
            columns.push(column("suggestion", DataType::Utf8, true));
        }
        columns
    });
    Schema::new(columns.collect::<Vec<_>>())
}

/// Checks every row of a table whose columns are named as items are, and answers with a `pyarrow.Table` of as many rows.
#[pyfunction]
#[pyo3(signature = (table, *, values=false, policy=None, now=None, threads=None))]
pub(crate) fn check_table(
    py: Python<'_>,
    table: &Bound<'_, PyAny>,
    values: bool,
    policy: Option<&policy::Policy>,
    now: Option<i64>,
    threads: Option<usize>,
) -> PyResult<PyArrowType<Table>> {
    let table = of_pandas(table)?;
    if !table.hasattr("__arrow_c_stream__")? && !table.hasattr("_export_to_c")? {
        return Err(PyTypeError::new_err(
            "a table is a pyarrow, Polars or pandas one, or what has __arrow_c_stream__",
        ));
    }
    let reader = RecordBatchStreamReader::from_pyarrow_bound(&table).map_err(|error| {
        // Its words may hold a person's text.
        PyValueError::new_err(format!(
            "the table cannot be given to Arrow: {}",
            error.get_type(py).name().map_or_else(|_| String::new(), |name| name.to_string())
        ))
    })?;
    let columns = Columns::of(&reader.schema())?;
    let check = Check {
        schema: Arc::new(schema(&columns.fields, values)),
        columns,
        policy: policy::given(policy)?,
        now: policy::moment(now),
        has_values: values,
        codes: Arc::new(Code::ALL.iter().map(|code| Some(code.name())).collect::<StringArray>()),
    };
    let threads = rayon::ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0)).build();
    let threads = threads.map_err(|error| PyValueError::new_err(error.to_string()))?;
    let results = py.detach(|| {
        let mut parts = Vec::new();
        for batch in reader {
            let batch = batch?;
            let starts = (0..batch.num_rows()).step_by(ROWS);
            parts
                .extend(starts.map(|start| batch.slice(start, ROWS.min(batch.num_rows() - start))));
        }
        threads.install(|| {
            parts.par_iter().map(|part| check.rows(part)).collect::<Result<Vec<_>, _>>()
        })
    });
    let table = Table::try_new(results.map_err(failed)?, check.schema).map_err(failed)?;
    Ok(PyArrowType(table))
}

/// A frame of pandas with its columns of mixed values made texts, which Arrow has not; anything else as it is.
fn of_pandas<'py>(table: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let module: String = table.get_type().module()?.extract()?;
    if module.split('.').next() != Some("pandas") {
        return Ok(table.clone());
    }
    table.py().import("toroku._pandas")?.call_method1("texts", (table,))
}

/// That a column's values are no texts.
fn unreadable(column: &str) -> ArrowError {
    ArrowError::SchemaError(format!("column {column} cannot be read as text"))
}

/// An error without what may hold a person's text.
fn failed(error: ArrowError) -> PyErr {
    PyValueError::new_err(match error {
        ArrowError::SchemaError(words) => words,
        _ => "the table cannot be read".to_owned(),
    })
}
