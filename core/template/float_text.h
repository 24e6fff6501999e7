// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace hearth::templates {

inline constexpr int kShortest = -1;

/// A float in one of Go's forms: e E f g G b x X; `precision` digits or as many as read back the same.
/// Go: strconv.AppendFloat.
void appendFloat(std::string& out, double value, char form, int precision = kShortest);
/// `%.4g`, the form of most numbers that people read.
std::string fourDigits(double value);

} // namespace hearth::templates
