// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <chrono>
#include <fmt/chrono.h>
#include <fmt/format.h>

#include "api/alertmanager/json.h"
#include "tool/alertmanager_client.h"

namespace hearth::app::tool {
namespace {

using Row = std::vector<std::string>;
constexpr std::size_t kPadding = 2;

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Columns as wide as their widest cell and two blanks (Go: text/tabwriter).
void printTable(Output& out, const std::vector<Row>& rows) {
    std::vector<std::size_t> widths(rows.front().size());
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], characters(row[i]) + kPadding);
        }
    }
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            line += row[i] + std::string(widths[i] - characters(row[i]), ' ');
        }
        out.line(line);
    }
}

/// What a terminal would act upon is shown as a blank.
std::string printable(std::string text) {
    std::ranges::replace_if(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
    return text;
}

std::string date(model::TimestampMs time) {
    const std::chrono::sys_seconds moment(std::chrono::floor<std::chrono::seconds>(std::chrono::milliseconds(time)));
    return fmt::format("{:%Y-%m-%d %H:%M:%S} UTC", fmt::gmtime(moment.time_since_epoch().count()));
}

template <class Texts>
std::string pairs(const Texts& texts) {
    std::string line;
    for (const auto& [name, value] : texts) {
        line += fmt::format("{}{}=\"{}\"", line.empty() ? "" : " ", name, value);
    }
    return line;
}

std::string words(const model::Matchers& matchers) {
    std::string line;
    for (const auto& matcher : matchers) {
        line += (line.empty() ? "" : " ") + alertmanager::matcherText(matcher);
    }
    return line;
}

std::string textOf(const std::map<std::string, std::string>& texts, const std::string& name) {
    const auto found = texts.find(name);
    return found == texts.end() ? std::string() : found->second;
}

void printRows(Output& out, std::vector<Row> rows) {
    for (auto& row : rows) {
        std::ranges::transform(row, row.begin(), printable);
    }
    printTable(out, rows);
}

} // namespace

void printSilences(Output& out, const std::string& format, std::vector<datasource::Silence> silences) {
    if (format == "json") {
        out.line(api::alertmanager::listJson(silences, api::alertmanager::writeSilence));
        return;
    }
    std::ranges::stable_sort(silences, {}, &datasource::Silence::endsAt);
    const bool extended = format == "extended";
    std::vector<Row> rows{extended
                              ? Row{"ID", "Matchers", "Starts At", "Ends At", "Updated At", "Created By", "Comment"}
                              : Row{"ID", "Matchers", "Ends At", "Created By", "Comment"}};
    for (const auto& silence : silences) {
        rows.push_back(extended ? Row{silence.id, alertmanager::matchersText(silence.matchers), date(silence.startsAt),
                                      date(silence.endsAt), date(silence.updatedAt), silence.createdBy, silence.comment}
                                : Row{silence.id, words(silence.matchers), date(silence.endsAt), silence.createdBy,
                                      silence.comment});
    }
    printRows(out, std::move(rows));
}

void printAlerts(Output& out, const std::string& format, std::vector<datasource::ReceivedAlert> alerts) {
    if (format == "json") {
        out.line(api::alertmanager::listJson(alerts, api::alertmanager::writeAlert));
        return;
    }
    std::ranges::stable_sort(alerts, {}, &datasource::ReceivedAlert::startsAt);
    const bool extended = format == "extended";
    std::vector<Row> rows{extended ? Row{"Labels", "Annotations", "Starts At", "Ends At", "Generator URL", "State"}
                                   : Row{"Alertname", "Starts At", "Summary", "State"}};
    for (const auto& alert : alerts) {
        const std::string state(datasource::notificationStateText(alert.state));
        rows.push_back(extended ? Row{pairs(alert.labels), pairs(alert.annotations), date(alert.startsAt),
                                      date(alert.endsAt), alert.generatorUrl, state}
                                : Row{std::string(alert.labels.value("alertname")), date(alert.startsAt),
                                      textOf(alert.annotations, "summary"), state});
    }
    printRows(out, std::move(rows));
}

} // namespace hearth::app::tool
