// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/panel_query.h"

#include "explore/expression_unit.h"

namespace hearth::ui {

namespace {

const QString kSlot = QStringLiteral("query");

QStringList texts(const std::vector<std::string>& items) {
    QStringList list;
    for (const auto& item : items) {
        list << QString::fromStdString(item);
    }
    return list;
}

QueryNotes notesOf(const model::QueryAnswer& answer) {
    QueryNotes notes;
    notes.warnings = texts(answer.warnings);
    notes.infos = texts(answer.infos);
    notes.samples = std::max(answer.stats.totalQueryableSamples, answer.stats.samplesRead);
    return notes;
}

Result<GraphAnswer> graphAnswer(model::QueryAnswer answer, const datasource::RangeQuery& query, Unit unit) {
    GraphAnswer graph;
    graph.notes = notesOf(answer);
    model::Matrix matrix;
    if (auto* series = std::get_if<model::Matrix>(&answer.value)) {
        matrix = std::move(*series);
    } else {
        return fail(ErrorCode::kInternal, "the server answered a range query with something else than series");
    }
    graph.data = makeGraphData(std::move(matrix), query.range, query.step, unit);
    graph.notes.series = graph.data->series.size();
    if (graph.notes.samples == 0) {
        graph.notes.samples = static_cast<std::int64_t>(graph.data->samples);
    }
    return graph;
}

/// Empty for servers that keep no record of it.
std::vector<model::TimeRange> asleepIn(datasource::DataSource& source, model::TimeRange range,
                                       const std::stop_token& stop) {
    std::vector<model::TimeRange> asleep;
    if (const auto sleeps = source.sleeps(range, stop)) {
        for (const auto& sleep : *sleeps) {
            asleep.push_back({.begin = sleep.begin, .end = sleep.end});
        }
    }
    return asleep;
}

} // namespace

PanelQuery::PanelQuery(AsyncSource& source, const MetricCatalog& catalog, QObject* parent)
    : QObject(parent)
    , m_source(source)
    , m_catalog(catalog) {
    connect(&m_source, &AsyncSource::sourceChanged, this, &PanelQuery::cancel);
}

void PanelQuery::setRunning(bool running) {
    if (running) {
        m_watch.start();
    }
    if (running != m_running) {
        m_running = running;
        emit runningChanged(running);
    }
}

void PanelQuery::cancel() {
    m_source.cancel(this, kSlot);
    setRunning(false);
}

template <class Answer>
void PanelQuery::finish(Result<Answer> answer, void (PanelQuery::*ready)(const Answer&)) {
    setRunning(false);
    if (!answer) {
        emit failed(answer.error());
        return;
    }
    answer->notes.elapsedMs = m_watch.elapsed();
    emit(this->*ready)(*answer);
}

void PanelQuery::askTable(const QString& expression, std::optional<model::TimestampMs> time) {
    datasource::InstantQuery query;
    query.expression = expression.toStdString();
    query.time = time;
    query.stats = true;
    setRunning(true);
    m_source.call(
        this, kSlot,
        [query, expression, metrics = m_catalog.metrics()](datasource::DataSource& source,
                                                           const std::stop_token& stop) -> Result<TableAnswer> {
            auto answer = HEARTH_TRY(source.query(query, stop));
            TableAnswer table;
            table.notes = notesOf(answer);
            table.table = makeResultTable(std::move(answer.value));
            table.notes.series = table.table->rows.size() + table.table->left;
            if (table.notes.samples == 0) {
                table.notes.samples = static_cast<std::int64_t>(table.notes.series);
            }
            table.unit = unitOf(expression, *metrics);
            return table;
        },
        [this](Result<TableAnswer> answer) { finish(std::move(answer), &PanelQuery::tableReady); });
}

void PanelQuery::askGraph(const QString& expression, model::TimeRange range, model::DurationMs step) {
    datasource::RangeQuery query;
    query.expression = expression.toStdString();
    query.range = range;
    query.step = step;
    query.stats = true;
    setRunning(true);
    m_source.call(
        this, kSlot,
        [query, expression, metrics = m_catalog.metrics()](datasource::DataSource& source,
                                                           const std::stop_token& stop) -> Result<GraphAnswer> {
            auto answer = HEARTH_TRY(source.queryRange(query, stop));
            auto graph = HEARTH_TRY(graphAnswer(std::move(answer), query, unitOf(expression, *metrics)));
            graph.asleep = asleepIn(source, query.range, stop);
            return graph;
        },
        [this](Result<GraphAnswer> answer) { finish(std::move(answer), &PanelQuery::graphReady); });
}

} // namespace hearth::ui
