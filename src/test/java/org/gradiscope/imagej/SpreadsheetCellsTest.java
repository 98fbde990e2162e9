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

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.measure.ResultsTable;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No spreadsheet runs what a label says, and numbers stay numbers. */
class SpreadsheetCellsTest {

	@ParameterizedTest
	@ValueSource(strings = { "=1+1", "=HYPERLINK(\"http://x\")", "+cmd|' /C calc'!A0", "-2+3+cmd",
		"@SUM(A1)", "\t=1", "\r=1", " =1", "-", "--1", "+1 class", "-1..1", "=e5" })
	void whatLooksLikeAFormulaIsGuarded(final String cell) {
		assertEquals("'" + cell, SpreadsheetCells.guarded(cell));
		assertEquals("'" + cell, SpreadsheetCells.guarded("'" + cell));
	}

	@ParameterizedTest
	@ValueSource(strings = { "-1", "+1", "-0.5", "-.5", "-1.", "+3.25e-7", "-1E+10", "-Infinity",
		"NaN", "", "cat", "a=b", "a@b.org", "1-2", "'=1", "[-1, 1]" })
	void whatDoesNotStaysAsItIs(final String cell) {
		assertEquals(cell, SpreadsheetCells.guarded(cell));
	}

	@Test
	void tablesAreGuardedWhoeverSavesThem(@TempDir final Path folder) throws Exception {
		final ResultsTable table = Tables.empty();
		table.addRow();
		table.addValue("label", "=1+1\u001b[31m\n@x");
		table.addValue("score", -0.5);
		table.setValue("other", 0, "-x");
		assertEquals("'=1+1 [31m @x", table.getStringValue("label", 0));
		assertEquals(-0.5, table.getValue("score", 0));
		table.save(folder.resolve("t.csv").toString());
		assertEquals("'=1+1 [31m @x,-0.500000,'-x", Files.readAllLines(folder.resolve("t.csv")).get(1));
	}
}
