// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "alertmanager/views.h"

namespace hearth::alertmanager {

class NotificationLog;

/// What became of the last message to each integration, for people who wonder whether it still works.
/// Threads: confined to the notify thread.
class LastDeliveries {
  public:
    /// When what the log knows of arrived; the words are gone.
    void restore(const NotificationLog& log);

    void note(const std::string& receiver, const std::string& integration, LastDelivery::Outcome outcome,
              model::TimestampMs time, std::string detail);
    std::vector<LastDelivery> all() const;

  private:
    std::map<std::pair<std::string, std::string>, LastDelivery> m_last;
};

} // namespace hearth::alertmanager
