// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/dispatch/alert_order.h"

namespace hearth::alertmanager {

bool labelsBefore(const model::Labels& left, const model::Labels& right) {
    const auto leftSize = left.size();
    const auto rightSize = right.size();
    if (leftSize != rightSize) {
        return leftSize < rightSize;
    }
    auto mine = left.begin();
    auto other = right.begin();
    for (; mine != left.end() && other != right.end(); ++mine, ++other) {
        if (mine->name != other->name) {
            // The smaller name is missing on the other side, and who misses it comes first.
            return other->name < mine->name;
        }
        if (mine->value != other->value) {
            return mine->value < other->value;
        }
    }
    return false;
}

bool alertBefore(const Alert& left, const Alert& right) {
    for (const auto* const name : {"job", "instance"}) {
        const auto mine = left.labels.value(name);
        const auto other = right.labels.value(name);
        if (mine != other) {
            return !mine.empty() && (other.empty() || mine < other);
        }
    }
    return labelsBefore(left.labels, right.labels);
}

} // namespace hearth::alertmanager
