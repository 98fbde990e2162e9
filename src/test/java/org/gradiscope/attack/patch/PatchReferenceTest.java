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

package org.gradiscope.attack.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.engine.Network;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Micropatterns;
import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loss and gradient of a patch in some places, against TensorFlow in Python; see scripts/reference/patch.py. */
class PatchReferenceTest {

	private static final int HEIGHT = 9;
	private static final int WIDTH = 7;

	private static List<String> lines(final String name) throws IOException {
		try (InputStream file = PatchReferenceTest.class.getResourceAsStream(name + ".txt")) {
			return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).toList();
		}
	}

	private static double[] numbers(final String text) {
		return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
	}

	private static Pixels picture(final int height, final int width, final int a, final int b,
		final int c) {
		final Tensor values = Tensor.zeros(Shape.of(1, height, width, 3));
		for (int i = 0; i < values.size(); i++) {
			final int x = i / 3 % width;
			final int y = i / 3 / width;
			values.data()[i] = (a * x + b * y + c * (i % 3) + x * y) % 256;
		}
		return new Pixels(values, ValueRange.EIGHT_BIT);
	}

	private static Patch patch() {
		final Tensor alpha = Tensor.zeros(Shape.of(1, HEIGHT, WIDTH, 1));
		for (int i = 0; i < alpha.size(); i++) {
			final int y = 2 * (i / WIDTH) - HEIGHT + 1;
			final int x = 2 * (i % WIDTH) - WIDTH + 1;
			alpha.data()[i] =
				y * y * WIDTH * WIDTH + x * x * HEIGHT * HEIGHT <= HEIGHT * HEIGHT * WIDTH * WIDTH ? 1 : 0;
		}
		alpha.data()[4 * WIDTH + 3] = 0.5f;
		return new Patch(picture(HEIGHT, WIDTH, 29, 53, 83), alpha);
	}

	private static Network open(final String name, final double[] facts) {
		return name.equals("micropatterns") ? Micropatterns.open()
			: SharedFiles.open(name, new ValueRange((float) facts[2], (float) facts[3]));
	}

	@ParameterizedTest
	@ValueSource(strings = { "micropatterns", "cifar10-resnet8" })
	void lossAndGradientAreTheReferences(final String name) throws IOException {
		final List<String> lines = lines(name);
		final double[] facts = numbers(lines.get(0));
		final int side = (int) facts[0];
		final Criterion criterion = new Criterion.Targeted((int) facts[1], 0);
		final PatchExample example =
			PatchExample.of(picture(side, side, 7, 13, 41), criterion, PixelFormat.UINT8);
		final PatchOptions options = PatchOptions.of(Placements.ANYWHERE, 1).withVariation(0);
		try (Network network = open(name, facts)) {
			final PatchTraining training = new PatchTraining(network, options, List.of(example));
			for (final String line : lines.subList(1, lines.size())) {
				final String[] parts = line.split(" \\| ");
				final double[] at = numbers(parts[0]);
				final PatchTraining.Slope slope =
					training.slope(patch(), new Placement(at[0], at[1], at[2], at[3], at[4], at[5]));
				final double loss = Double.parseDouble(parts[1]);
				assertEquals(loss, slope.loss(), 1e-4 * Math.max(1, Math.abs(loss)), line.substring(0, 40));
				assertAlike(numbers(parts[2]), slope.gradient(), line.substring(0, 40));
			}
		}
	}

	/** Ours is in fractions of the value range. */
	private static void assertAlike(final double[] expected, final double[] gradient,
		final String what) {
		double product = 0;
		double own = 0;
		double others = 0;
		for (int i = 0; i < expected.length; i++) {
			product += expected[i] * gradient[i] / 255;
			own += gradient[i] * gradient[i] / 255 / 255;
			others += expected[i] * expected[i];
		}
		assertTrue(product / Math.sqrt(own * others) > 0.9999, "cosine at " + what);
		assertEquals(1, Math.sqrt(own / others), 1e-3, "length at " + what);
	}
}
