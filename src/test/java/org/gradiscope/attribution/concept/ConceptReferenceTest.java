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

package org.gradiscope.attribution.concept;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/**
 * Against the definition of the authors of TCAV in Python, which {@code scripts/reference/concepts.py} asked about
 * the same activations.
 */
class ConceptReferenceTest {

	private static Iterator<double[]> lines() throws IOException {
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(
			ConceptReferenceTest.class.getResourceAsStream("concepts.txt"), StandardCharsets.UTF_8))) {
			return reader.lines()
				.map(line -> Stream.of(line.split(" ")).mapToDouble(Double::parseDouble).toArray()).toList()
				.iterator();
		}
	}

	private static double[][] rows(final double[] values, final int rows) {
		final int length = values.length / rows;
		final double[][] all = new double[rows][];
		for (int i = 0; i < rows; i++)
			all[i] = Arrays.copyOfRange(values, i * length, (i + 1) * length);
		return all;
	}

	private static int[] indices(final double... values) {
		return DoubleStream.of(values).mapToInt(value -> (int) value).toArray();
	}

	@Test
	void theSameVectorsScoresAndProbability() throws IOException {
		final Iterator<double[]> lines = lines();
		final int[] counts = indices(lines.next());
		final double[][] examples = rows(lines.next(), counts[0]);
		final double[][] others = rows(lines.next(), counts[1]);
		final double[][] slopes = rows(lines.next(), counts[2]);
		final List<ConceptDraw> draws = new ArrayList<>();
		for (int set = 0; set < counts[4]; set++)
			draws
				.add(new ConceptDraw(indices(lines.next()), indices(lines.next()), indices(lines.next())));
		final ConceptScores found = ConceptScores.of(examples, others, slopes, draws, 1);
		for (final List<ConceptSeparator> kind : List.of(found.concept(), found.random()))
			for (final ConceptSeparator separator : kind) {
				final double[] expected = lines.next();
				assertArrayEquals(Arrays.copyOf(expected, counts[3]), separator.direction(), 1e-6);
				assertEquals(expected[counts[3]], separator.right());
				assertEquals(expected[counts[3] + 1], separator.score(), 1e-12);
			}
		final double[] difference = lines.next();
		assertEquals(difference[0], found.difference().t(), 1e-9);
		assertEquals(difference[1], found.difference().p(), 1e-9);
	}
}
