// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "model/labels.h"

namespace hearth::notifier {

/// What an Alertmanager is told of one alert.
struct Alert {
    model::Labels labels;
    std::map<std::string, std::string> annotations;
    WallTime startsAt;
    WallTime endsAt;
    std::string generatorUrl;
};
using AlertPtr = std::shared_ptr<const Alert>;

/// The body of POST /api/v2/alerts.
std::string toJson(std::span<const AlertPtr> alerts);

} // namespace hearth::notifier
