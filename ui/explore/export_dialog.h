// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <cstdint>

class QWidget;

namespace hearth::ui {

class GraphPane;
class ResultView;

enum class ExportFormat : std::uint8_t { kCsv, kJson, kPng };

/// Lets the person choose a file and writes what is shown into it; one of `graph` and `table` is set. Returns at once:
/// the dialog belongs to `parent`. A failure to write is said in a message of the same window.
void openExportDialog(QWidget* parent, ExportFormat format, GraphPane* graph, ResultView* table);

/// What openExportDialog() writes.
QByteArray exportBytes(ExportFormat format, GraphPane* graph, ResultView* table);

} // namespace hearth::ui
