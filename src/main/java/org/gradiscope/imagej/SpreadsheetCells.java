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

package org.gradiscope.imagej;

import ij.measure.ResultsTable;

import java.util.regex.Pattern;

import org.gradiscope.model.PrintableText;

/**
 * What stands in the cells of tables. Tables are opened in spreadsheets, copied or saved, and these run
 * what begins like a formula.
 */
public final class SpreadsheetCells {

	private static final Pattern FORMULA = Pattern.compile("(?s)\\s*[=+\\-@\\t\\r].*");

	private static final Pattern NUMBER =
		Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?|[-+]?Infinity");

	private SpreadsheetCells() {}

	/**
	 * The text with an apostrophe before it, which tells spreadsheets that it is one, where it begins with
	 * {@code =}, {@code +}, {@code -}, {@code @}, a tab or a return, and is no number.
	 */
	public static String guarded(final String cell) {
		return FORMULA.matcher(cell).matches() && !NUMBER.matcher(cell).matches() ? "'" + cell : cell;
	}

	/** A table whose texts are guarded, and have nothing in them that is not to be seen. */
	static ResultsTable table() {
		return new Guarded();
	}

	private static final class Guarded extends ResultsTable {

		@Override
		public void addValue(final String column, final String value) {
			super.addValue(column, text(value));
		}

		@Override
		public void setValue(final String column, final int row, final String value) {
			super.setValue(column, row, text(value));
		}

		private static String text(final String value) {
			return value == null ? null : guarded(PrintableText.line(value));
		}
	}
}
