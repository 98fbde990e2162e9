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

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that show the same are named the same, whatever their palette, depth or table. */
class SameClassTest {

	@TempDir
	private Path folder;

	/** What the first row of a table says. */
	private String cell(final String table, final String column) throws IOException {
		final List<String> lines = Files.readAllLines(folder.resolve(table));
		return lines.get(1).split(",")[List.of(lines.get(0).split(",")).indexOf(column)];
	}

	private void run(final String... words) {
		final ByteArrayOutputStream err = new ByteArrayOutputStream();
		assertEquals(0,
			Main.run(words, new PrintStream(new ByteArrayOutputStream()), new PrintStream(err)),
			err.toString());
	}

	private void classify(final Object model, final Object image) {
		run("classify", "model=" + model, "input=" + image, "chart=false",
			"output=" + folder.resolve("classes.csv"));
	}

	/** Few colours change a little; their indices in place of them would change the class. */
	@ParameterizedTest
	@CsvSource({ "rgb.png,.001", "palette64.png,.03", "palette256.png,.03" })
	void aPaletteIsItsColours(final String image, final double tolerance) throws IOException {
		classify(SharedFiles.model("mobilenet-v2-1.0-224"), SharedFiles.caseOf(image));
		assertEquals("espresso", cell("classes.csv", "label"));
		assertEquals(.9635, Double.parseDouble(cell("classes.csv", "probability")), tolerance);
	}

	@ParameterizedTest
	@CsvSource({ "mask1.png", "mask1.tif", "mask8.tif" })
	void aMaskIsBlackAndWhite(final String image) throws IOException {
		classify("micropatterns", SharedFiles.caseOf(image));
		assertEquals("nuclei", cell("classes.csv", "label"));
		assertEquals(.6929, Double.parseDouble(cell("classes.csv", "probability")), .0005);
	}

	/** White is 0 there: what is judged is the file that is written. */
	@Test
	void thePngOfAnAttackIsWhatItIsSaidToBe() throws IOException {
		final Path picture = folder.resolve("attack.png");
		run("adversarial-perturbation", "epsilon=30", "input=" + SharedFiles.caseOf("inverted_lut.tif"),
			"output=" + picture);
		classify("micropatterns", picture);
		final String label = cell("classes.csv", "label");
		assertEquals(String.valueOf(!label.equals(cell("attack.csv", "before-1"))),
			cell("attack.csv", "success-png"));
		assertEquals(cell("attack.csv", "after-1"), label);
		assertEquals(Double.parseDouble(cell("attack.csv", "after-1-probability")),
			Double.parseDouble(cell("classes.csv", "probability")), 1e-4);
	}
}
