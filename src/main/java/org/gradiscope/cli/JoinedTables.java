/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.cli;

import ij.measure.ResultsTable;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.gradiscope.command.Hints;
import org.gradiscope.imagej.Tables;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

/** The tables of several images, one below the other, with the image's file in each row. */
final class JoinedTables {

	private final Map<String, ResultsTable> tables = new LinkedHashMap<>();

	/** Whether the tables of an output are joined where there are several images. */
	static boolean are(final ModuleItem<?> output) {
		return output.get(Hints.JOINED) != null;
	}

	/** Adds what came out for a file. */
	void add(final Path file, final Module module) {
		for (final ModuleItem<?> output : module.getInfo().outputs())
			if (are(output) && module.getOutput(output.getName()) instanceof final ResultsTable rows)
				add(tables.computeIfAbsent(output.getName(), name -> Tables.empty()), file, rows);
	}

	private static void add(final ResultsTable all, final Path file, final ResultsTable rows) {
		for (int row = 0; row < rows.size(); row++) {
			all.addRow();
			all.addValue("file", file.toString());
			for (final String column : rows.getHeadings()) {
				final double number = rows.getValue(column, row);
				if (Double.isNaN(number)) all.addValue(column, rows.getStringValue(column, row));
				else all.addValue(column, number);
			}
		}
	}

	/** Of an output; null if nothing came out. */
	ResultsTable get(final String output) {
		return tables.get(output);
	}
}
