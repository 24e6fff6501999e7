// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/rule_editing.h"

#include <algorithm>
#include <fmt/format.h>
#include <fnmatch.h>
#include <mutex>

#include "config/config.h"
#include "discovery/file_pattern.h"
#include "rules/rule_file_edit.h"
#include "yaml/document.h"

namespace hearth::engine {
namespace {

using datasource::RuleChange;
using datasource::RuleDraft;
using datasource::RuleGroupFacts;
using datasource::RulePlace;

constexpr const char* kHeader = "# Alerting rules made in Hearth's window. Changes by hand are kept.\n";

rules::RuleDefinition definitionOf(const RuleDraft& draft) {
    return {.type = rules::RuleType::kAlerting,
            .name = draft.name,
            .expr = draft.expression,
            .labels = draft.labels,
            .annotations = draft.annotations,
            .holdFor = draft.holdFor,
            .keepFiringFor = draft.keepFiringFor};
}

RuleDraft draftOf(const std::string& group, const rules::RuleDefinition& rule) {
    return {.group = group,
            .name = rule.name,
            .expression = rule.expr,
            .holdFor = rule.holdFor,
            .keepFiringFor = rule.keepFiringFor,
            .labels = rule.labels,
            .annotations = rule.annotations};
}

class FileRuleEditing final : public datasource::RuleEditing {
  public:
    FileRuleEditing(RuleEditingOptions options, FileSystem& files, std::function<Result<void>()> reload)
        : m_options(std::move(options))
        , m_files(files)
        , m_reload(std::move(reload)) {}

    Result<RuleChange> draft(const RuleDraft& rule, const std::optional<RulePlace>& place) override {
        if (rule.group.empty()) {
            return fail(ErrorCode::kInvalidArgument, "the rule needs a group");
        }
        auto change = HEARTH_TRY(changeOf(place ? place->file : m_options.ownFile));
        const auto definition = definitionOf(rule);
        const auto& path = change.file;
        auto text = change.before.empty() ? std::string(kHeader) : change.before;
        if (place && place->group == rule.group) {
            change.after =
                HEARTH_TRY(rules::changeRule(text, path, {place->group, place->index}, definition, m_options.files));
            return change;
        }
        if (place) {
            text = HEARTH_TRY(rules::removeRule(text, path, {place->group, place->index}, m_options.files));
        }
        change.after = HEARTH_TRY(rules::addRule(text, path, rule.group, definition, m_options.files));
        return change;
    }

    Result<RuleChange> remove(const RulePlace& place) override {
        auto change = HEARTH_TRY(changeOf(place.file));
        change.after =
            HEARTH_TRY(rules::removeRule(change.before, place.file, {place.group, place.index}, m_options.files));
        return change;
    }

    Result<RuleDraft> read(const RulePlace& place) override {
        const auto file = HEARTH_TRY(parsed(place.file));
        for (const auto& group : file.groups) {
            if (group.name == place.group && place.index < group.rules.size()) {
                return draftOf(group.name, group.rules[place.index]);
            }
        }
        return fail(ErrorCode::kNotFound, fmt::format("{} has no such rule", place.file));
    }

    Result<RuleGroupFacts> groupFacts(const std::string& group, const std::optional<RulePlace>& place) override {
        RuleGroupFacts facts{.labels = {}, .interval = HEARTH_TRY(config()).global.evaluationInterval};
        const auto file = HEARTH_TRY(parsed(place ? place->file : m_options.ownFile));
        for (const auto& one : file.groups) {
            if (one.name == (place ? place->group : group)) {
                facts.labels = one.labels;
                facts.interval = one.interval > 0 ? one.interval : facts.interval;
            }
        }
        return facts;
    }

    Result<void> save(const RuleChange& change, std::stop_token stop) override {
        const std::lock_guard lock(m_saving);
        if (stop.stop_requested()) {
            return fail(ErrorCode::kCanceled, "nothing was saved");
        }
        HEARTH_TRY(checkNamed(change.file));
        if (const auto parsed = rules::parseRuleFile(change.after, change.file, m_options.files); !parsed) {
            return std::unexpected(parsed.error().front());
        }
        const bool wasThere = m_files.exists(change.file);
        const auto current = HEARTH_TRY(textOf(change.file));
        if (std::string_view(current) != change.before) {
            return fail(ErrorCode::kConflict, fmt::format("{} was changed meanwhile", change.file));
        }
        HEARTH_TRY(m_files.createDirectories(discovery::splitPath(change.file).directory));
        HEARTH_TRY(m_files.replaceAtomically(change.file, change.after));
        auto loaded = m_reload();
        if (loaded) {
            return {};
        }
        const auto undone =
            wasThere ? m_files.replaceAtomically(change.file, change.before) : m_files.remove(change.file);
        const auto* what = undone ? "the rule was not taken, and the file is as it was"
                                  : "the rule was not taken, and the file could not be put back";
        return std::unexpected(std::move(loaded).error().withContext(what));
    }

  private:
    Result<config::Config> config() { return config::load(m_options.configPath, m_files); }

    /// Without groups where there is no such file.
    Result<rules::RuleFile> parsed(const std::string& path) {
        const auto text = HEARTH_TRY(textOf(path));
        if (text.empty()) {
            return rules::RuleFile();
        }
        auto file = rules::parseRuleFile(text, path, m_options.files);
        return file ? Result<rules::RuleFile>(*std::move(file)) : std::unexpected(file.error().front());
    }

    /// Empty where there is no such file.
    Result<std::string> textOf(const std::string& path) {
        return m_files.exists(path) ? m_files.readAll(path, yaml::kMaxBytes) : Result<std::string>(std::string());
    }

    /// With the file as it is.
    Result<RuleChange> changeOf(const std::string& path) {
        HEARTH_TRY(checkNamed(path));
        return RuleChange{
            .file = path, .before = HEARTH_TRY(textOf(path)), .after = {}, .byHand = path != m_options.ownFile};
    }

    /// Whether the configuration has the engine read this file.
    Result<void> checkNamed(const std::string& path) {
        const auto config = HEARTH_TRY(this->config());
        const auto file = discovery::splitPath(path);
        for (const auto& pattern : config.ruleFiles) {
            const auto named = discovery::splitPath(pattern);
            if (named.directory == file.directory && ::fnmatch(named.name.c_str(), file.name.c_str(), 0) == 0) {
                return {};
            }
        }
        const auto base = discovery::splitPath(m_options.configPath).directory + "/";
        const auto shown = path.starts_with(base) ? path.substr(base.size()) : path;
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("{} does not name {}: add the line \"  - {}\" below rule_files", m_options.configPath,
                                path, shown));
    }

    const RuleEditingOptions m_options;
    FileSystem& m_files;
    const std::function<Result<void>()> m_reload;
    std::mutex m_saving; ///< One file is replaced and loaded at a time.
};

} // namespace

std::unique_ptr<datasource::RuleEditing> makeRuleEditing(RuleEditingOptions options, FileSystem& files,
                                                         std::function<Result<void>()> reload) {
    return std::make_unique<FileRuleEditing>(std::move(options), files, std::move(reload));
}

} // namespace hearth::engine
