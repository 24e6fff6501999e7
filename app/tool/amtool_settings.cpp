// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/amtool_settings.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "yaml/reader.h"

namespace hearth::app::tool {
namespace {

constexpr std::uint64_t kMaxSettingsBytes = 1U << 20U;
constexpr std::string_view kOldName = "comment_required";
constexpr std::string_view kNewName = "require-comment";

Result<FlagSettings> readFile(FileSystem& files, const std::string& path) {
    const auto text = HEARTH_TRY(files.readAll(path, kMaxSettingsBytes));
    const auto document = HEARTH_TRY(yaml::Document::parse(text, path));
    const auto& root = document.root();
    yaml::Complaints complaints(path);
    FlagSettings settings;
    if (root.kind != yaml::Kind::kMap && root.kind != yaml::Kind::kNull) {
        complaints.add(root, "expected a map of flags and their values");
    }
    for (const auto& [key, value] : root.entries) {
        settings[key->text] = yaml::readText(complaints, *value, key->text).value_or("");
    }
    if (complaints.any()) {
        return std::unexpected(*complaints.first());
    }
    if (auto old = settings.extract(std::string(kOldName))) {
        old.key() = kNewName;
        settings.insert(std::move(old));
    }
    return settings;
}

Result<void> setDefault(CLI::Option& option, const std::string& name, const std::string& value) {
    try {
        option.run_callback_for_default()->default_val(value)->required(false);
    } catch (const CLI::Error& error) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("settings of amtool: {}: {}", name, error.what()));
    }
    return {};
}

} // namespace

std::vector<std::string> amtoolSettingsFiles(const config::Environment& environment) {
    const auto own = environment("HOME").value_or("") + "/.config";
    return {own + "/amtool/config.yml", own + "/prometheus/amtool.yml", "/etc/amtool/config.yml",
            "/etc/prometheus/amtool.yml"};
}

Result<FlagSettings> readAmtoolSettings(FileSystem& files, const std::vector<std::string>& paths) {
    FlagSettings settings;
    for (const auto& path : paths) {
        if (files.exists(path)) {
            settings.merge(HEARTH_TRY(readFile(files, path)));
        }
    }
    return settings;
}

Result<void> applySettings(const FlagSettings& settings, CLI::App& parser) {
    for (const auto& [name, value] : settings) {
        if (auto* const option = parser.get_option_no_throw("--" + name); option != nullptr && name != "help") {
            HEARTH_TRY(setDefault(*option, name, value));
        }
    }
    for (auto* const command : parser.get_subcommands([](const CLI::App*) { return true; })) {
        HEARTH_TRY(applySettings(settings, *command));
    }
    return {};
}

Result<void> applyAmtoolSettings(CLI::App& parser, Context& context) {
    const auto paths = amtoolSettingsFiles(config::processEnvironment());
    return applySettings(HEARTH_TRY(readAmtoolSettings(context.files, paths)), parser);
}

} // namespace hearth::app::tool
