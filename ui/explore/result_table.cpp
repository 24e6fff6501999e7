// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/result_table.h"

#include <algorithm>
#include <cmath>
#include <ranges>
#include <set>

#include "graph/graph_data.h"
#include "promql/syntax/walk.h"

namespace hearth::ui {

namespace {

QString sampleText(const model::Sample& sample) {
    return ValueFormat::full(sample.value) + QStringLiteral(" @") +
           QString::number(static_cast<double>(sample.time) / 1000, 'f', 3);
}

/// A range vector's samples, as Prometheus's own table lists them.
QString samplesText(const std::vector<model::Sample>& samples) {
    QStringList lines;
    for (std::size_t i = 0; i < std::min(samples.size(), kMaxCellSamples); ++i) {
        lines << sampleText(samples[i]);
    }
    if (samples.size() > kMaxCellSamples) {
        lines << QStringLiteral("…");
    }
    return lines.join(QLatin1Char('\n'));
}

class RowMaker {
  public:
    void operator()(model::Vector& vector) {
        reserve(vector.size());
        for (std::size_t i = 0; i < std::min(vector.size(), kMaxRows); ++i) {
            const auto sample = vector[i].sample;
            if (vector[i].isHistogram()) {
                auto text = QString::fromStdString(model::toText(model::shown(vector[i].histogram)));
                add(std::move(vector[i].labels), std::move(text), {{sample.time, std::nan("")}});
                table->rows.back().isNumber = false;
            } else {
                add(std::move(vector[i].labels), ValueFormat::full(sample.value), {sample});
            }
        }
    }
    void operator()(model::Matrix& matrix) {
        table->kind = ResultTable::Kind::kMatrix;
        reserve(matrix.size());
        for (std::size_t i = 0; i < std::min(matrix.size(), kMaxRows); ++i) {
            auto text = samplesText(matrix[i].samples);
            for (const auto& point : matrix[i].histograms | std::views::take(kMaxCellSamples)) {
                text += text.isEmpty() ? QString() : QStringLiteral("\n");
                text += QString::fromStdString(model::toText(model::shown(point.histogram)));
            }
            add(std::move(matrix[i].labels), std::move(text), std::move(matrix[i].samples));
            table->rows.back().isNumber = false;
        }
    }
    void operator()(model::Scalar& scalar) {
        table->kind = ResultTable::Kind::kScalar;
        add({}, ValueFormat::full(scalar.sample.value), {scalar.sample});
        table->rows.back().name = QStringLiteral("scalar");
    }
    void operator()(model::StringValue& text) {
        table->kind = ResultTable::Kind::kString;
        add({}, QString::fromStdString(text.text), {{text.time, std::nan("")}});
        table->rows.back().name = QStringLiteral("string");
        table->rows.back().isNumber = false;
    }

    std::shared_ptr<ResultTable> table = std::make_shared<ResultTable>();
    std::set<std::string, std::less<>> names;

  private:
    void reserve(std::size_t count) {
        table->rows.reserve(std::min(count, kMaxRows));
        table->left = count - std::min(count, kMaxRows);
    }
    void add(model::Labels labels, QString value, std::vector<model::Sample> samples) {
        for (const auto& label : labels) {
            if (!names.contains(label.name)) {
                names.emplace(label.name);
            }
        }
        auto name = seriesName(labels);
        const double last = samples.empty() ? std::nan("") : samples.back().value;
        table->rows.push_back({std::move(labels), std::move(name), std::move(value), std::move(samples), last, true});
    }
};

/// NaN sorts after all numbers, in either direction.
int compareNumbers(double a, double b, bool descending) {
    if (std::isnan(a) || std::isnan(b)) {
        return static_cast<int>(std::isnan(a)) - static_cast<int>(std::isnan(b));
    }
    const int order = a < b ? -1 : static_cast<int>(b < a);
    return descending ? -order : order;
}

} // namespace

ResultTablePtr makeResultTable(model::QueryValue value) {
    RowMaker maker;
    std::visit(maker, value);
    auto& names = maker.table->labelNames;
    names.assign(maker.names.begin(), maker.names.end());
    const auto metric = std::ranges::find(names, model::kMetricName);
    if (metric != names.end()) {
        std::rotate(names.begin(), metric, metric + 1);
    }
    return maker.table;
}

RowOrder arrange(const ResultTable& table, const Arrangement& arrangement) {
    RowOrder order;
    order.reserve(table.rows.size());
    for (std::uint32_t i = 0; i < table.rows.size(); ++i) {
        const auto& row = table.rows[i];
        const auto occurs = [&](const QString& word) {
            return row.name.contains(word, Qt::CaseInsensitive) || row.value.contains(word, Qt::CaseInsensitive);
        };
        if (std::ranges::all_of(arrangement.words, occurs)) {
            order.push_back(i);
        }
    }
    if (arrangement.column == Arrangement::kUnsorted) {
        return order;
    }
    const bool descending = arrangement.descending;
    const auto compare = [&](const ResultRow& a, const ResultRow& b) {
        if (arrangement.column == Arrangement::kByValue) {
            return compareNumbers(a.number, b.number, descending);
        }
        const int texts =
            arrangement.column == Arrangement::kByName
                ? a.name.compare(b.name)
                : a.labels.value(table.labelNames[static_cast<std::size_t>(arrangement.column)])
                      .compare(b.labels.value(table.labelNames[static_cast<std::size_t>(arrangement.column)]));
        return descending ? -texts : texts;
    };
    std::ranges::stable_sort(
        order, [&](std::uint32_t a, std::uint32_t b) { return compare(table.rows[a], table.rows[b]) < 0; });
    return order;
}

} // namespace hearth::ui
