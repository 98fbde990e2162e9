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

package org.gradiscope.engine.tf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Relevance;
import org.gradiscope.engine.RelevanceRules;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Model;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Relevance on the embedded network and on real ones, against the figures of an implementation of its own in NumPy:
 * scripts/reference/relevance.py.
 */
class RelevanceReferenceTest {

	/** The lines of the script. */
	static Stream<String> lines() throws IOException {
		try (InputStream in = RelevanceReferenceTest.class.getResourceAsStream("relevance.txt")) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
		}
	}

	@ParameterizedTest
	@MethodSource("lines")
	void aNetworkAgreesWithTheReference(final String line) {
		final String[] columns = line.split(" \\| ");
		final boolean small = !columns[0].startsWith("mobilenet");
		final Model found = ModelStore.find(columns[0].equals(ModelStore.EMBEDDED) ? columns[0]
			: SharedFiles.model(columns[0]).resolve("frozen_graph.pb").toString());
		final ValueRange range =
			columns[0].startsWith("cifar10") ? new ValueRange(0, 255) : new ValueRange(-1, 1);
		try (Network network = new TensorFlowEngine()
			.open(new Model(found.description().with(Fact.RANGE, range, "the test"), found.source()))) {
			final Relevance relevance = network.relevance(picture(small ? 32 : 224),
				Objectives.logit(Integer.parseInt(columns[2])), rules(columns[1]));
			final double value = Double.parseDouble(columns[3]);
			assertEquals(value, relevance.value(), 1e-4);
			final double arrived = Double.parseDouble(columns[4]);
			assertEquals(arrived, relevance.arrived(), 1e-3 * Math.abs(arrived) + 1e-7 * value);
			assertAlike(Arrays.stream(columns[5].split(" ")).mapToDouble(Double::parseDouble).toArray(),
				blocks(relevance.map(), small ? 4 : 16));
		}
	}

	private static RelevanceRules rules(final String word) {
		return Arrays.stream(RelevanceRules.values()).filter(rules -> rules.toString().equals(word))
			.findFirst().orElseThrow();
	}

	private static Pixels picture(final int side) {
		final Tensor picture = Tensor.zeros(Shape.of(1, side, side, 3));
		for (int i = 0; i < picture.size(); i++) {
			final int y = i / 3 / side;
			final int x = i / 3 % side;
			picture.data()[i] = (7 * y + 13 * x + 29 * (i % 3) + (y / 16 + x / 16) % 2 * 64) % 256;
		}
		return new Pixels(picture, ValueRange.EIGHT_BIT);
	}

	/** The sums over squares of pixels. */
	private static double[] blocks(final Tensor map, final int block) {
		final int side = map.shape().dimension(1);
		final double[] sums = new double[side / block * (side / block)];
		for (int i = 0; i < map.size(); i++)
			sums[i / 3 / side / block * (side / block) + i / 3 % side / block] += map.data()[i];
		return sums;
	}

	/** Correlated, counted from zero: sums that agree leave no room for a mean. */
	private static void assertAlike(final double[] expected, final double[] found) {
		assertEquals(expected.length, found.length);
		double product = 0;
		double squares = 0;
		double others = 0;
		for (int i = 0; i < found.length; i++) {
			product += expected[i] * found[i];
			squares += expected[i] * expected[i];
			others += found[i] * found[i];
		}
		final double correlation = product / Math.sqrt(squares * others);
		assertTrue(correlation > 0.9999, () -> "The correlation is " + correlation + ".");
	}
}
