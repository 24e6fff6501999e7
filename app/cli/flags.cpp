// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/flags.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "base/text.h"
#include "cli/flag_table.h"
#include "engine/byte_size.h"
#include "model/time.h"

namespace hearth::app {
namespace {

constexpr const char* kUsage = "Hearth: monitoring for a home network or a lab.\n"
                               "Without --server it opens the window.";

std::unexpected<Error> badValue(const FlagSpec& flag, std::string_view value, std::string_view wanted) {
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("flag --{} cannot be {}: it takes {}", flag.name, quoteGo(value), wanted));
}

bool isNumber(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

Result<void> checkValue(const FlagSpec& flag, std::string_view value) {
    switch (flag.kind) {
    case FlagKind::kDuration:
        if (!value.empty() && !model::parseDuration(value)) {
            return badValue(flag, value, "a duration such as 15s or 1h30m");
        }
        return {};
    case FlagKind::kNumber:
        if (!isNumber(value)) {
            return badValue(flag, value, "a whole number");
        }
        return {};
    case FlagKind::kSize:
        if (!engine::parseByteSize(value)) {
            return badValue(flag, value, "a size such as 512MB");
        }
        return {};
    case FlagKind::kText:
    case FlagKind::kList:
    case FlagKind::kSwitch:
        return {};
    }
    return {};
}

/// A CLI11 parser that knows every flag and puts what it reads into `values`.
void declareFlags(CLI::App& parser, std::map<std::string, std::vector<std::string>, std::less<>>& values) {
    for (const auto& flag : flagTable()) {
        const std::string name(flag.name);
        CLI::Option* option = nullptr;
        if (flag.kind == FlagKind::kSwitch) {
            option = parser.add_flag_callback(
                "--" + name, [&values, name] { values[name] = {"true"}; }, std::string(flag.help));
            parser.add_flag_callback("--no-" + name, [&values, name] { values[name] = {"false"}; })->group("");
        } else {
            option = parser.add_option_function<std::vector<std::string>>(
                "--" + name, [&values, name](const std::vector<std::string>& given) { values[name] = given; },
                std::string(flag.help));
            option->expected(1)->multi_option_policy(flag.kind == FlagKind::kList ? CLI::MultiOptionPolicy::TakeAll
                                                                                  : CLI::MultiOptionPolicy::TakeLast);
            option->default_str(std::string(flag.fallback));
        }
        if (flag.hidden) {
            option->group("");
        }
    }
}

/// What CLI11 threw, as one sentence.
std::string sentenceOf(const CLI::ParseError& error) {
    std::string text = error.what();
    std::ranges::replace(text, '\n', ' ');
    if (const auto* extras = dynamic_cast<const CLI::ExtrasError*>(&error)) {
        constexpr std::string_view kLead = ": ";
        text = extras->what();
        const auto at = text.find(kLead);
        return fmt::format("unknown argument {}; --help lists the flags",
                           at == std::string::npos ? text : text.substr(at + kLead.size()));
    }
    return text;
}

} // namespace

Result<Flags> Flags::parse(const std::vector<std::string>& arguments) {
    Flags flags;
    std::map<std::string, std::vector<std::string>, std::less<>> given;
    CLI::App parser(kUsage);
    parser.set_help_flag();
    bool help = false;
    bool version = false;
    parser.add_flag("-h,--help", help);
    parser.add_flag("--version", version);
    declareFlags(parser, given);
    try {
        auto reversed = arguments;
        std::ranges::reverse(reversed);
        parser.parse(reversed);
    } catch (const CLI::ParseError& error) {
        return fail(ErrorCode::kInvalidArgument, sentenceOf(error));
    }
    for (const auto& flag : flagTable()) {
        const auto found = given.find(flag.name);
        const bool stated = found != given.end();
        flags.m_stated.emplace(flag.name, stated);
        flags.m_values.emplace(flag.name, stated ? found->second : std::vector{std::string(flag.fallback)});
        for (const auto& value : flags.m_values.find(flag.name)->second) {
            HEARTH_TRY(checkValue(flag, value));
        }
    }
    flags.m_mode = help                      ? Mode::kShowHelp
                   : version                 ? Mode::kShowVersion
                   : flags.enabled("server") ? Mode::kServer
                                             : Mode::kDesktop;
    return flags;
}

std::string Flags::help() {
    std::string text = fmt::format("{}\n\nUsage: hearth [flags]\n\n", kUsage);
    constexpr std::size_t kColumn = 44;
    const auto line = [&](std::string_view flag, std::string_view meaning) {
        text += fmt::format("  {:<{}}{}{}\n", flag, kColumn, flag.size() >= kColumn ? " " : "", meaning);
    };
    line("-h, --help", "Show this text.");
    line("--version", "Show the version.");
    for (const auto& flag : flagTable()) {
        if (flag.hidden) {
            continue;
        }
        const bool isSwitch = flag.kind == FlagKind::kSwitch;
        line(fmt::format("--{}{}", isSwitch && flag.fallback == "true" ? "[no-]" : "",
                         isSwitch ? std::string(flag.name) : fmt::format("{}={}", flag.name, flag.fallback)),
             flag.help);
    }
    return text;
}

bool Flags::stated(std::string_view name) const {
    const auto found = m_stated.find(name);
    return found != m_stated.end() && found->second;
}

const std::string& Flags::value(std::string_view name) const {
    return m_values.find(name)->second.back();
}

std::vector<std::string> Flags::values(std::string_view name) const {
    return m_values.find(name)->second;
}

std::vector<std::string> Flags::withoutEffect() const {
    std::vector<std::string> names;
    for (const auto& [name, isStated] : m_stated) {
        if (isStated && isWithoutEffect(name)) {
            names.push_back(name);
        }
    }
    return names;
}

std::vector<std::pair<std::string, std::string>> Flags::all() const {
    std::vector<std::pair<std::string, std::string>> list;
    for (const auto& [name, values] : m_values) {
        if (!findFlag(name)->own) {
            list.emplace_back(name, fmt::format("{}", fmt::join(values, ",")));
        }
    }
    return list;
}

} // namespace hearth::app
