// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "alertmanager/alert.h"

namespace hearth::alertmanager {

/// Fewer labels first, then by the first difference in name order (Prometheus: LabelSet.Before).
bool labelsBefore(const model::Labels& left, const model::Labels& right);
/// By job, instance, then labels; those without come last (Alertmanager: AlertSlice.Less).
bool alertBefore(const Alert& left, const Alert& right);

} // namespace hearth::alertmanager
