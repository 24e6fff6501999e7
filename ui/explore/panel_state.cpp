// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/panel_state.h"

#include <QDateTime>
#include <QUrl>
#include <QUrlQuery>
#include <algorithm>
#include <map>

namespace hearth::ui {

namespace {

const QString kTimeFormat = QStringLiteral("yyyy-MM-dd HH:mm:ss");

QString densityText(Resolution::Kind kind) {
    switch (kind) {
    case Resolution::Kind::kLow:
        return QStringLiteral("low");
    case Resolution::Kind::kHigh:
        return QStringLiteral("high");
    default:
        return QStringLiteral("medium");
    }
}

QString durationText(model::DurationMs duration) {
    return QString::fromStdString(model::formatDuration(duration));
}

void addPanel(QUrlQuery& query, std::size_t index, const PanelState& panel) {
    const auto add = [&](const char* key, const QString& value) {
        query.addQueryItem(QStringLiteral("g%1.%2").arg(index).arg(QLatin1String(key)),
                           QString::fromLatin1(QUrl::toPercentEncoding(value)));
    };
    add("expr", panel.expression);
    add("tab", panel.tab == PanelState::Tab::kGraph ? QStringLiteral("graph") : QStringLiteral("table"));
    add("range_input", durationText(panel.range));
    if (panel.end) {
        const auto end = QDateTime::fromMSecsSinceEpoch(*panel.end, Qt::UTC).toString(kTimeFormat);
        add("end_input", end);
        add("moment_input", end);
    }
    if (panel.resolution.kind == Resolution::Kind::kFixed) {
        add("res_type", QStringLiteral("fixed"));
        add("res_step", QString::number(panel.resolution.step / model::kSecondMs));
    } else {
        add("res_type", QStringLiteral("auto"));
        add("res_density", densityText(panel.resolution.kind));
    }
    add("display_mode", panel.options.stacked ? QStringLiteral("stacked") : QStringLiteral("lines"));
    add("y_axis_min", panel.options.fromZero ? QStringLiteral("zero") : QStringLiteral("auto"));
    if (panel.options.logarithmic) {
        add("y_log", QStringLiteral("1"));
    }
}

void readTime(PanelState& panel, const QString& text) {
    auto time = QDateTime::fromString(text, kTimeFormat);
    if (!time.isValid()) {
        time = QDateTime::fromString(text, QStringLiteral("yyyy-MM-dd HH:mm"));
    }
    if (time.isValid()) {
        time.setTimeSpec(Qt::UTC);
        panel.end = time.toMSecsSinceEpoch();
    }
}

void readItem(PanelState& panel, const QString& key, const QString& value) {
    if (key == u"expr") {
        panel.expression = value;
    } else if (key == u"tab") {
        // Prometheus 2 wrote 0 for the graph and 1 for the table.
        panel.tab = value == u"graph" || value == u"0" ? PanelState::Tab::kGraph : PanelState::Tab::kTable;
    } else if (key == u"range_input") {
        if (const auto range = model::parseDuration(value.toStdString()); range && *range > 0) {
            panel.range = std::min(*range, rangeSteps().back());
        }
    } else if (key == u"end_input" || key == u"moment_input") {
        readTime(panel, value);
    } else if (key == u"res_type" && (value == u"fixed" || value == u"custom")) {
        panel.resolution.kind = Resolution::Kind::kFixed;
    } else if (key == u"res_step" || key == u"step_input") {
        if (const double seconds = value.toDouble(); seconds > 0 && seconds < 1e9) {
            panel.resolution = {Resolution::Kind::kFixed, static_cast<model::DurationMs>(seconds * 1000)};
        }
    } else if (key == u"res_density" && panel.resolution.kind != Resolution::Kind::kFixed) {
        panel.resolution.kind = value == u"low"    ? Resolution::Kind::kLow
                                : value == u"high" ? Resolution::Kind::kHigh
                                                   : Resolution::Kind::kMedium;
    } else if (key == u"display_mode") {
        panel.options.stacked = value == u"stacked";
    } else if (key == u"stacked") {
        panel.options.stacked = value == u"1";
    } else if (key == u"y_axis_min") {
        panel.options.fromZero = value == u"zero";
    } else if (key == u"y_log") {
        panel.options.logarithmic = value == u"1";
    }
}

} // namespace

QString toLink(const std::vector<PanelState>& panels) {
    QUrlQuery query;
    for (std::size_t i = 0; i < panels.size(); ++i) {
        addPanel(query, i, panels[i]);
    }
    return query.query(QUrl::FullyEncoded);
}

std::vector<PanelState> fromLink(const QString& link) {
    if (link.size() > kMaxLinkLength) {
        return {};
    }
    auto text = link.mid(link.indexOf(QLatin1Char('?')) + 1).trimmed();
    text.replace(QLatin1Char('+'), QStringLiteral("%20")); // browsers write spaces of a form so
    std::map<int, PanelState> panels;
    for (const auto& [name, value] : QUrlQuery(text).queryItems(QUrl::FullyDecoded)) {
        const auto dot = name.indexOf(QLatin1Char('.'));
        bool isNumber = false;
        const int index = name.startsWith(QLatin1Char('g')) && dot > 0 ? name.mid(1, dot - 1).toInt(&isNumber) : -1;
        if (isNumber && index >= 0 && (panels.size() < kMaxPanels || panels.contains(index))) {
            readItem(panels[index], name.mid(dot + 1), value);
        }
    }
    std::vector<PanelState> list;
    for (auto& [index, panel] : panels) {
        list.push_back(std::move(panel));
    }
    return list;
}

} // namespace hearth::ui
