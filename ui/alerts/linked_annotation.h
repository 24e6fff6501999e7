// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <map>
#include <string>
#include <vector>

namespace hearth::ui {

/// Foreign text as markup of our own: letter by letter, but for http(s) addresses, which can be clicked. What is longer
/// than `maxLength` is cut.
/// Threads: thread-safe.
QString withLinks(const QString& text, qsizetype maxLength);

/// The text with places at which very long words may be broken, and without marks that turn around what follows;
/// addresses stay whole. Not for what is copied.
QString breakable(const QString& text);

/// Whether a click on it may leave the program.
bool isWebAddress(const QString& url);

/// Annotations in the order in which people need them: the runbook, then the summary and the description, then the
/// rest.
std::vector<std::pair<QString, QString>> inReadingOrder(const std::map<std::string, std::string>& annotations);

} // namespace hearth::ui
