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

package org.gradiscope.visualization.fooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;

import org.gradiscope.visualization.fooling.Cppn.Connection;
import org.junit.jupiter.api.Test;

/** Networks whose weights are known draw pictures that are known. */
class CppnTest {

	private static final int X = 0;
	private static final int Y = 1;
	private static final int DISTANCE = 2;
	private static final int ONE = 3;

	private static Cppn cppn(final List<Cppn.CppnActivation> functions, final int outputs,
		final Connection... connections) {
		return new Cppn(functions, outputs, List.of(connections));
	}

	private static Connection connect(final int from, final int to, final double weight) {
		return new Connection(from, to, weight);
	}

	@Test
	void theFunctionsAreThoseOfTheField() {
		assertEquals(1, Cppn.CppnActivation.SINE.of(Math.PI / 2), 1e-15);
		assertEquals(0, Cppn.CppnActivation.SIGMOID.of(0));
		assertEquals(0.6, Cppn.CppnActivation.SIGMOID.of(Math.log(4)), 1e-15);
		assertEquals(Math.exp(-4), Cppn.CppnActivation.GAUSSIAN.of(-2));
		assertEquals(-2.5, Cppn.CppnActivation.LINEAR.of(-2.5));
	}

	/** sin(3 e^-(2x - y)^2 + d) / 2 + 1, by hand. */
	@Test
	void nodesAreComputedInTheirOrder() {
		final Cppn network = cppn(
			List.of(Cppn.CppnActivation.GAUSSIAN, Cppn.CppnActivation.SINE, Cppn.CppnActivation.LINEAR),
			1, connect(X, 4, 2), connect(Y, 4, -1), connect(4, 5, 3), connect(DISTANCE, 5, 1),
			connect(5, 6, 0.5), connect(ONE, 6, 1));
		final double x = 0.3;
		final double y = -0.4;
		final double expected = Math.sin(3 * Math.exp(-1.0 * 1.0) + 0.5) / 2 + 1;
		assertEquals(expected, network.evaluator().at(x, y)[0], 1e-12);
	}

	/** Four columns lie at -3/4, -1/4, 1/4 and 3/4; the two rows of a flat picture at -1/4 and 1/4. */
	@Test
	void greyIsTheSizeOfTheOutput() {
		final Cppn ramp = cppn(List.of(Cppn.CppnActivation.LINEAR), 1, connect(X, 4, 1));
		assertArrayEquals(new float[] { 191, 64, 64, 191, 191, 64, 64, 191 },
			new Encoding.CppnEncoding(2, 4, 1).picture(ramp).data());
		final Cppn steep =
			cppn(List.of(Cppn.CppnActivation.LINEAR), 1, connect(Y, 4, 2), connect(ONE, 4, 1));
		assertArrayEquals(new float[] { 128, 128, 128, 128, 255, 255, 255, 255 },
			new Encoding.CppnEncoding(2, 4, 1).picture(steep).data());
	}

	/** Hues of 0, 1/3 and 2/3 are red, green and blue; a turn more changes nothing. */
	@Test
	void coloursAreHueSaturationAndValue() {
		final int[][] pure = { { 255, 0, 0 }, { 0, 255, 0 }, { 0, 0, 255 } };
		for (int turn = -1; turn <= 1; turn++)
			for (int k = 0; k < 3; k++) {
				final Cppn network = cppn(
					List.of(Cppn.CppnActivation.LINEAR, Cppn.CppnActivation.LINEAR,
						Cppn.CppnActivation.LINEAR),
					3, connect(ONE, 4, turn + k / 3.0), connect(ONE, 5, -1), connect(ONE, 6, 7));
				final float[] pixel = new Encoding.CppnEncoding(1, 1, 3).picture(network).data();
				for (int c = 0; c < 3; c++)
					assertEquals(pure[k][c], pixel[c]);
			}
		assertEquals(0.5, Encoding.CppnEncoding.colour(0.9, 0, 0.5, 1), 1e-12);
		assertEquals(0.75, Encoding.CppnEncoding.colour(1 / 12.0, 0.5, 1, 1), 1e-12);
	}

	@Test
	void connectionsLeadForward() {
		final List<Cppn.CppnActivation> two =
			List.of(Cppn.CppnActivation.LINEAR, Cppn.CppnActivation.LINEAR);
		assertThrows(IllegalArgumentException.class, () -> cppn(two, 1, connect(5, 4, 1)));
		assertThrows(IllegalArgumentException.class, () -> cppn(two, 1, connect(4, 4, 1)));
		assertThrows(IllegalArgumentException.class, () -> cppn(two, 1, connect(0, 3, 1)));
		assertThrows(IllegalArgumentException.class, () -> cppn(two, 1, connect(0, 6, 1)));
		assertThrows(IllegalArgumentException.class, () -> cppn(two, 2, connect(4, 5, 1)));
	}

	@Test
	void aNodeMoreSplitsAConnection() {
		final Cppn before = cppn(List.of(Cppn.CppnActivation.SINE), 1, connect(X, 4, 2.5));
		final Cppn after = CppnMutation.addNode(before, new SplittableRandom(1));
		assertEquals(6, after.size());
		assertEquals(Cppn.CppnActivation.SINE, after.functions().get(1), "the output stays the last");
		assertEquals(List.of(connect(X, 4, 2.5), connect(4, 5, 1)), after.connections());
		final double inner = after.functions().get(0).of(2.5 * 0.3);
		assertEquals(Math.sin(inner), after.evaluator().at(0.3, 0.9)[0], 1e-12);
		assertEquals(List.of(connect(X, 4, 2.5)), before.connections(), "the parent stays as it is");
	}

	/** The record refuses what leads backward, so a long line of descent shows that none does. */
	@Test
	void descendantsAreSoundAndOneSeedHasOneLine() {
		Cppn one = CppnMutation.random(3, new SplittableRandom(5));
		Cppn same = CppnMutation.random(3, new SplittableRandom(5));
		final Cppn first = one;
		final SplittableRandom random = new SplittableRandom(6);
		final SplittableRandom again = new SplittableRandom(6);
		for (int i = 0; i < 500; i++) {
			one = CppnMutation.of(one, random);
			same = CppnMutation.of(same, again);
			final long pairs =
				one.connections().stream().map(c -> c.from() + " " + c.to()).distinct().count();
			assertEquals(one.connections().size(), pairs, "at most one connection between two nodes");
		}
		assertEquals(one, same);
		assertNotEquals(first, one);
		assertTrue(one.functions().size() > first.functions().size());
		assertTrue(one.connections().size() > first.connections().size());
		assertEquals(3, one.outputs());
	}
}
