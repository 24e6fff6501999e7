// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "alertmanager/options.h"
#include "alertmanager/receivers/global.h"
#include "config/alertmanager.h"
#include "config/sections.h"

/// The readers of the sections of alertmanager.yml; inner header of config.
namespace hearth::config {

/// What the readers of one file share.
struct AlertmanagerReading {
    Reading& file;
    const AlertmanagerDialect& dialect;
    alertmanager::GlobalOptions global{};
    std::vector<std::string> refusals{};
    std::set<std::string> receiverNames{};
    std::set<std::string> intervalNames{};
};

void readAlertmanagerGlobal(AlertmanagerReading& reading, MapReader& root);
/// Checks names of receivers and time intervals, which must have been read.
alertmanager::RouteOptions readRootRoute(AlertmanagerReading& reading, const Node& node);
alertmanager::InhibitRuleOptions readInhibitRule(AlertmanagerReading& reading, const Node& node,
                                                 const std::string& where);
/// `key` (matchers as text), `match` and `matchRe` (the deprecated maps), in the order of sortMatchers().
void readMatchers(AlertmanagerReading& reading, MapReader& map, std::string_view key, std::string_view match,
                  std::string_view matchRe, model::Matchers& out);
/// `time_intervals` and `mute_time_intervals`, whose names are one set.
void readTimeIntervals(AlertmanagerReading& reading, MapReader& root,
                       std::map<std::string, std::vector<alertmanager::TimeInterval>>& out);
void readReceivers(AlertmanagerReading& reading, MapReader& root, std::vector<alertmanager::ReceiverOptions>& out);

/// An entry of a receiver that Alertmanager has and this build has not.
struct ForeignKind {
    std::string_view name; ///< `sns`
    std::string_view key;  ///< `sns_configs`
    std::span<const std::string_view> secretKeys;
    /// Reads and checks the entry as Alertmanager does.
    void (*check)(MapReader& entry, alertmanager::ParseContext& context) = nullptr;
};
std::span<const ForeignKind> foreignKinds();

/// The file as it is shown: secrets masked, defaults of `global` filled in, without what Alertmanager does not know.
std::string alertmanagerText(const Node& root, const AlertmanagerReading& reading,
                             const alertmanager::Options& options);

} // namespace hearth::config
