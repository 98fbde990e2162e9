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

package org.gradiscope.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.ResultsTable;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.gradiscope.imagej.PixelType;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.testing.Micropatterns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.CommandModule;

/** The embedded network, its copy and its sister. */
class CompareNetworksTest {

	@RegisterExtension
	static final QuietCommands COMMANDS = QuietCommands.ofUsers();

	@TempDir
	private Path folder;

	private static ImagePlus image() {
		final ImageStack stack = new ImageStack(64, 48);
		for (final Pattern pattern : List.of(Pattern.NUCLEI, Pattern.GRID))
			stack.addSlice(PixelType.RGB.processor(Micropatterns.draw(pattern, 64, 7).values())
				.convertToByte(false).resize(64, 48));
		return new ImagePlus("two.tif", stack);
	}

	private static CommandModule run(final Object... values) throws Exception {
		return COMMANDS.run(CompareNetworks.class, Map.of("input", image(), "method", "gradient"),
			values);
	}

	private static List<String> column(final ResultsTable table, final String name) {
		return Arrays.asList(table.getColumnAsStrings(name));
	}

	/** A copy says the same for the same reasons; its sister's map is another. */
	@Test
	void aCopyAndASister() throws Exception {
		final Path copy = Micropatterns.copy(folder.resolve("copy"));
		final CommandModule run = run("against", copy + "; micropatterns-robust", "target", "grid");
		final ResultsTable table = (ResultsTable) run.getOutput("table");
		assertEquals(6, table.size());
		assertEquals("micropatterns-robust", table.getStringValue("network", 2));
		for (final int row : new int[] { 0, 1, 3, 4 }) {
			assertEquals("yes", table.getStringValue("as-the-first", row));
			for (final String figure : List.of("spearman", "spearman-signed", "ssim"))
				assertEquals(1, table.getValue(figure, row), 1e-9);
		}
		assertEquals(table.getValue("probability", 0), table.getValue("probability", 1));
		assertTrue(table.getValue("spearman", 2) < 0.9);
		final ImagePlus maps = (ImagePlus) run.getOutput("output");
		assertEquals(6, maps.getStackSize());
		assertEquals(32, maps.getBitDepth());
		assertEquals(-maps.getDisplayRangeMin(), maps.getDisplayRangeMax());
		assertArrayEquals((float[]) maps.getStack().getPixels(1),
			(float[]) maps.getStack().getPixels(3));
		final CommandModule alone = COMMANDS.run(SaliencyMap.class, Map.of("input", image(), "method",
			"gradient", "view", "map", "target", "grid", "model", "micropatterns-robust"));
		assertArrayEquals((float[]) ((ImagePlus) alone.getOutput("output")).getStack().getPixels(2),
			(float[]) maps.getStack().getPixels(6));
		assertTrue(((ImagePlus) run.getOutput("montage")).getWidth() > 3 * 64);
		assertTrue(column(table, "slice").containsAll(List.of("1", "2")));
	}

	@Test
	void refused() {
		assertTrue(error().contains("The key 'against' is the names or paths of networks"));
		assertTrue(error("against", "micropatterns-robust", "target", "grid;haze")
			.contains("Networks are compared by one target"));
		assertTrue(error("against", "nowhere").contains("nowhere"));
	}

	private static String error(final Object... values) {
		return ErrorReport.line(assertThrows(ExecutionException.class, () -> run(values)));
	}
}
