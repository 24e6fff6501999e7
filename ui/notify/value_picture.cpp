// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/value_picture.h"

#include <QPainter>
#include <QPainterPath>
#include <QUrl>
#include <QUrlQuery>
#include <algorithm>
#include <cmath>
#include <set>

#include "promql/syntax/parser.h"
#include "promql/syntax/printer.h"
#include "promql/syntax/written_number.h"

namespace hearth::ui {
namespace {

constexpr model::DurationMs kShownMs = 10 * model::kMinuteMs;
constexpr model::DurationMs kStepMs = 10 * model::kSecondMs;
constexpr model::DurationMs kTimeoutMs = 2 * model::kSecondMs;
constexpr std::size_t kMaxSeries = 200;
constexpr std::size_t kMaxExpression = 10'000;
constexpr QSize kSize(128, 64);
constexpr int kMargin = 2;
constexpr double kInset = kMargin + 1.5; ///< Of the line's middle.
/// At least 3:1 against white and against #202020.
constexpr QRgb kLine = 0xffd9581e;
constexpr QRgb kLimit = 0xff808080;
/// Around the line, for daemons that show what is critical on red.
constexpr QRgb kShine = 0x48ffffff;
constexpr double kShineWidth = 4;

/// The series whose labels the alert has; the first one where none fits, for rules that rename labels.
const model::MatrixSeries* seriesOf(const model::Matrix& matrix, const model::Labels& alert) {
    for (const auto& series : matrix) {
        const bool fits = std::ranges::all_of(series.labels, [&alert](const auto& label) {
            return label.name == model::kMetricName || alert.value(label.name) == label.value;
        });
        if (fits) {
            return &series;
        }
    }
    return matrix.size() == 1 ? &matrix.front() : nullptr;
}

/// Whether an alert with these labels may be the rule's: what it is called, and labels that are no templates.
bool comesFrom(const datasource::Rule& rule, const model::Labels& alert) {
    return rule.name == alert.value("alertname") && std::ranges::all_of(rule.labels, [&alert](const auto& label) {
               return label.second.find("{{") != std::string::npos || alert.value(label.first) == label.second;
           });
}

/// What the server's own rule for the alert looks at; empty where there is none, or there are several that differ.
Result<std::string> expressionOfRule(datasource::DataSource& source, const model::Labels& alert, std::stop_token stop) {
    datasource::RulesQuery query;
    query.type = datasource::RuleType::kAlerting;
    query.ruleNames = {std::string(alert.value("alertname"))};
    query.withAlerts = false;
    const auto rules = HEARTH_TRY(source.rules(query, std::move(stop)));
    std::set<std::string> expressions;
    for (const auto& group : rules.groups) {
        for (const auto& rule : group.rules) {
            if (comesFrom(rule, alert)) {
                expressions.insert(rule.query);
            }
        }
    }
    return expressions.size() == 1 ? *expressions.begin() : std::string();
}

/// From data to pixels; y is upside down.
struct Frame {
    model::TimeRange range;
    double low = 0;
    double high = 1;

    QPointF at(const model::Sample& sample) const {
        const auto width = kSize.width() - 2 * kInset;
        const auto height = kSize.height() - 2 * kInset;
        const auto share = static_cast<double>(sample.time - range.begin) /
                           static_cast<double>(std::max<model::DurationMs>(1, range.end - range.begin));
        const double up = high > low ? (sample.value - low) / (high - low) : 0.5;
        return {kInset + share * width, kInset + (1 - up) * height};
    }
};

Frame frameOf(const std::vector<model::Sample>& samples, model::TimeRange range, std::optional<double> limit) {
    Frame frame{range, samples.front().value, samples.front().value};
    for (const auto& sample : samples) {
        frame.low = std::min(frame.low, sample.value);
        frame.high = std::max(frame.high, sample.value);
    }
    if (limit && std::isfinite(*limit)) {
        frame.low = std::min(frame.low, *limit);
        frame.high = std::max(frame.high, *limit);
    }
    return frame;
}

} // namespace

std::string expressionOf(const std::string& generatorUrl) {
    const QUrl url(QString::fromStdString(generatorUrl));
    auto query = url.query(QUrl::FullyEncoded);
    // Go writes spaces as plus signs.
    query.replace(QLatin1Char('+'), QLatin1String("%20"));
    const auto text = QUrlQuery(query).queryItemValue(QStringLiteral("g0.expr"), QUrl::FullyDecoded).toStdString();
    return text.size() <= kMaxExpression ? text : std::string();
}

WatchedValue watchedValue(const std::string& expression) {
    const auto parsed = promql::parse(expression);
    if (!parsed) {
        return {expression, {}};
    }
    const auto* binary = promql::withoutParens(*parsed).as<promql::Binary>();
    if (binary == nullptr || !promql::isComparison(binary->op) || binary->returnBool) {
        return {expression, {}};
    }
    if (const auto limit = promql::numberOf(*binary->rhs)) {
        return {promql::toString(*binary->lhs), limit};
    }
    if (const auto limit = promql::numberOf(*binary->lhs)) {
        return {promql::toString(*binary->rhs), limit};
    }
    return {expression, {}};
}

Result<ValuePicture> fetchValuePicture(datasource::DataSource& source, const datasource::ReceivedAlert& alert,
                                       model::TimestampMs now, std::stop_token stop) {
    auto expression = expressionOf(alert.generatorUrl);
    if (expression.empty()) {
        expression = HEARTH_TRY(expressionOfRule(source, alert.labels, stop));
    }
    if (expression.empty() || expression.size() > kMaxExpression) {
        return ValuePicture();
    }
    const auto watched = watchedValue(expression);
    datasource::RangeQuery query;
    query.expression = watched.expression;
    query.range = {now - kShownMs, now};
    query.step = kStepMs;
    query.timeout = kTimeoutMs;
    query.limit = kMaxSeries;
    const auto answer = HEARTH_TRY(source.queryRange(query, std::move(stop)));
    const auto* matrix = std::get_if<model::Matrix>(&answer.value);
    const auto* series = matrix != nullptr ? seriesOf(*matrix, alert.labels) : nullptr;
    if (series == nullptr || series->samples.empty()) {
        return ValuePicture();
    }
    return ValuePicture{drawValuePicture(series->samples, query.range, watched.limit), series->samples.back().value};
}

QImage drawValuePicture(const std::vector<model::Sample>& all, model::TimeRange range, std::optional<double> limit) {
    std::vector<model::Sample> samples;
    std::ranges::copy_if(all, std::back_inserter(samples), [](const auto& one) { return std::isfinite(one.value); });
    if (samples.size() < 2) {
        return {};
    }
    const auto frame = frameOf(samples, range, limit);
    QImage image(kSize, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(QRect(QPoint(), kSize).adjusted(kMargin, kMargin, -kMargin, -kMargin));
    if (limit && std::isfinite(*limit)) {
        const auto y = frame.at({range.begin, *limit}).y();
        painter.setPen(QPen(QColor::fromRgba(kLimit), 1, Qt::DashLine));
        painter.drawLine(QPointF(kMargin, y), QPointF(kSize.width() - kMargin, y));
    }
    QPainterPath line(frame.at(samples.front()));
    for (std::size_t i = 1; i < samples.size(); ++i) {
        // A gap is a gap.
        if (samples[i].time - samples[i - 1].time > 3 * kStepMs) {
            line.moveTo(frame.at(samples[i]));
        } else {
            line.lineTo(frame.at(samples[i]));
        }
    }
    painter.setPen(QPen(QColor::fromRgba(kShine), kShineWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(line);
    painter.setPen(QPen(QColor::fromRgba(kLine), 2));
    painter.drawPath(line);
    painter.setBrush(QColor::fromRgba(kLine));
    painter.setPen(Qt::NoPen);
    constexpr double kDot = 2;
    auto end = frame.at(samples.back());
    end.setX(std::min(end.x(), kSize.width() - kMargin - kDot));
    painter.drawEllipse(end, kDot, kDot);
    return image;
}

} // namespace hearth::ui
