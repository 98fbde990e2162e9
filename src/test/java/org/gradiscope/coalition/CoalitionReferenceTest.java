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

package org.gradiscope.coalition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

import org.gradiscope.engine.Progress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against shap, captum and LIME in Python, which {@code scripts/reference/coalitions.py} asked about the same coalitions. */
class CoalitionReferenceTest {

	private static double[] numbers(final String line) {
		return Stream.of(line.split(" ")).filter(word -> !word.isEmpty())
			.mapToDouble(Double::parseDouble).toArray();
	}

	private static List<String> lines(final int players) throws IOException {
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(
			CoalitionReferenceTest.class.getResourceAsStream("players-" + players + ".txt"),
			StandardCharsets.UTF_8))) {
			return reader.lines().toList();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 6, 9 })
	void theSameShares(final int players) throws IOException {
		final List<String> lines = lines(players);
		final double[] values = numbers(lines.get(0));
		final CoalitionGame game = new CoalitionGame() {

			@Override
			public int players() {
				return players;
			}

			@Override
			public double[] values(final List<BitSet> coalitions) {
				return coalitions.stream()
					.mapToDouble(each -> values[each.isEmpty() ? 0 : (int) each.toLongArray()[0]]).toArray();
			}
		};
		final double[] shapley = new Shapley(2, 1).of(game, Progress.NONE).values();
		assertArrayEquals(numbers(lines.get(1)), shapley, 1e-6, "shap");
		assertArrayEquals(numbers(lines.get(1)),
			new KernelShap(1 << players, 1).of(game, Progress.NONE).values(), 1e-6, "shap");
		// captum adds up 720 orders in float32.
		if (!lines.get(2).isBlank()) assertArrayEquals(numbers(lines.get(2)), shapley, 1e-5, "captum");
		final List<BitSet> tried = Arrays.stream(numbers(lines.get(3)))
			.mapToObj(number -> BitSet.valueOf(new long[] { (long) number })).toList();
		assertArrayEquals(numbers(lines.get(4)),
			new Lime(8, 0.25, 1).slopes(players, tried, game.values(tried)), 1e-6, "lime");
	}
}
