// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/export_dialog.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileDialog>
#include <QMessageBox>
#include <QPointer>
#include <QSaveFile>

#include "explore/export_text.h"
#include "explore/graph_pane.h"
#include "explore/result_table_model.h"
#include "explore/result_view.h"
#include "graph/plot_view.h"

namespace hearth::ui {

namespace {

QString suffixOf(ExportFormat format) {
    switch (format) {
    case ExportFormat::kCsv:
        return QStringLiteral("csv");
    case ExportFormat::kJson:
        return QStringLiteral("json");
    case ExportFormat::kPng:
        return QStringLiteral("png");
    }
    return {};
}

QByteArray picture(QWidget& widget) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    widget.grab().save(&buffer, "PNG");
    return bytes;
}

/// An empty text where it went well.
QString write(const QString& path, const QByteArray& bytes) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        return file.errorString();
    }
    return {};
}

void sayFailure(QWidget* parent, const QString& path, const QString& reason) {
    auto* box = new QMessageBox(QMessageBox::Warning, QString(), QString(), QMessageBox::Close, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setText(QCoreApplication::translate("hearth::ui::Export", "Could not write %1: %2").arg(path, reason));
    box->open();
}

} // namespace

QByteArray exportBytes(ExportFormat format, GraphPane* graph, ResultView* table) {
    if (format == ExportFormat::kPng) {
        return picture(graph ? static_cast<QWidget&>(*graph) : static_cast<QWidget&>(*table));
    }
    const bool csv = format == ExportFormat::kCsv;
    if (graph) {
        const auto& data = graph->plot().data();
        return data ? QByteArray::fromStdString(csv ? graphCsv(*data) : graphJson(*data)) : QByteArray();
    }
    const auto& model = table->model();
    if (!model.table()) {
        return {};
    }
    return QByteArray::fromStdString(csv ? tableCsv(*model.table(), model.order())
                                         : tableJson(*model.table(), model.order()));
}

void openExportDialog(QWidget* parent, ExportFormat format, GraphPane* graph, ResultView* table) {
    const auto bytes = exportBytes(format, graph, table); // as it is now, not when the dialog closes
    auto* dialog = new QFileDialog(parent, QCoreApplication::translate("hearth::ui::Export", "Export"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffixOf(format));
    dialog->selectFile(QStringLiteral("hearth.") + suffixOf(format));
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, [parent, bytes](const QString& path) {
        if (const auto reason = write(path, bytes); !reason.isEmpty()) {
            sayFailure(parent, path, reason);
        }
    });
    dialog->open();
}

} // namespace hearth::ui
