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

package org.gradiscope.attack.view;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.gradiscope.tensor.Gaussian;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Adjoints;
import org.gradiscope.testing.Images;
import org.gradiscope.transform.GaussianBlur;
import org.gradiscope.transform.JpegCompression;
import org.gradiscope.transform.Resampling;
import org.gradiscope.transform.Transformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ViewTest {

	private static final View ALL =
		new View(new Pose(0.8, 1.2, 15, 0.15), new Light(0.2, 0.3, 0.2), new Camera(1, 0.02, 0.05, 0));

	private static Pixels image() {
		return Images.noise(ValueRange.EIGHT_BIT, 3, 2, 9, 7, 3);
	}

	/** The views that a seed stood for before there was any light, perspective or shot noise. */
	@Test
	void aSeedStandsForTheSameViewsAsEver() {
		final SplittableRandom random = new SplittableRandom(8);
		final SplittableRandom numbers = new SplittableRandom(8);
		final Tensor image = image().values();
		for (int draw = 0; draw < 3; draw++) {
			final double scale = 0.9 + (1.1 - 0.9) * numbers.nextDouble();
			final double angle = Math.toRadians(10 * (2 * numbers.nextDouble() - 1));
			final double sigma = numbers.nextDouble();
			final SplittableRandom noise = new SplittableRandom(numbers.nextLong());
			final float[] expected =
				GaussianBlur.of(new Resampling(scale, angle, 0, 0).apply(image), sigma).data();
			for (int i = 0; i < expected.length / 2; i++) {
				final float added = (float) (0.02 * 255 * Gaussian.next(noise));
				expected[i] += added;
				expected[i + expected.length / 2] += added;
			}
			assertArrayEquals(expected,
				View.USUAL.draw(random, ValueRange.EIGHT_BIT).of(image).images().data());
		}
	}

	static Stream<Arguments> views() {
		return Stream.of( //
			arguments("pose", View.NONE.withPose(ALL.pose())),
			arguments("light", View.NONE.withLight(ALL.light())),
			arguments("read noise", View.NONE.withCamera(new Camera(0, 0.1, 0, 0))),
			arguments("shot noise", View.NONE.withCamera(new Camera(0, 0, 0.2, 0))),
			arguments("camera", View.NONE.withCamera(new Camera(2, 0.05, 0.2, 0))), //
			arguments("all", ALL));
	}

	/** {@code y . (A(x + t v) - A(x - t v)) / 2 t = v . A'(y)}: of what is linear for any t. */
	@ParameterizedTest
	@MethodSource("views")
	void theAdjointIsThatOfTheDerivative(final String name, final View view) {
		for (int seed = 0; seed < 10; seed++) {
			final Draw draw = view.draw(new SplittableRandom(seed), ValueRange.EIGHT_BIT);
			final Tensor image = Images.noise(new ValueRange(20, 235), seed, 2, 9, 7, 3).values();
			final Tensor direction = Images.noise(new ValueRange(-1, 1), seed + 100, 2, 9, 7, 3).values();
			final Tensor weights = Images.noise(new ValueRange(-1, 1), seed + 200, 2, 9, 7, 3).values();
			final double rise = Adjoints.dot(weights, draw.of(image.plus(direction, 1)).images()) -
				Adjoints.dot(weights, draw.of(image.plus(direction, -1)).images());
			assertEquals(rise / 2, Adjoints.dot(direction, draw.of(image).adjoint().apply(weights)), 5e-3,
				name);
		}
	}

	@Test
	void lightIsAsTheFormulaSays() {
		final Tensor image = image().values();
		final Light light = new Light(0.2, 0.3, 0.25);
		final SplittableRandom random = new SplittableRandom(5);
		final double added = 0.2 * 255 * (2 * random.nextDouble() - 1);
		final double contrast = 1 + 0.3 * (2 * random.nextDouble() - 1);
		final SplittableRandom gains = new SplittableRandom(random.nextLong());
		final double[] gain = { 0.75 + 0.5 * gains.nextDouble(), 0.75 + 0.5 * gains.nextDouble(),
			0.75 + 0.5 * gains.nextDouble() };
		final Tensor seen =
			light.draw(new SplittableRandom(5), ValueRange.EIGHT_BIT).of(image).images();
		for (int i = 0; i < image.size(); i++)
			assertEquals(contrast * (gain[i % 3] * image.data()[i] - 127.5) + 127.5 + added,
				seen.data()[i], 1e-4);
	}

	@Test
	void brightnessAndContrastStayWithinTheirRanges() {
		double least = 1;
		double most = -1;
		for (int seed = 0; seed < 200; seed++) {
			final Tensor middle = Tensor.zeros(image().shape());
			final float seen = new Light(0.1, 0, 0)
				.draw(new SplittableRandom(seed), new ValueRange(-2, 2)).of(middle).images().data()[0];
			least = Math.min(least, seen / 4);
			most = Math.max(most, seen / 4);
		}
		assertTrue(least >= -0.1 && least < -0.09 && most <= 0.1 && most > 0.09, least + " " + most);
	}

	/** Of black, grey and white: the deviations of 40,000 exposures. */
	@Test
	void noiseGrowsWithTheRootOfTheLight() {
		final double[] lights = { 0, 0.25, 1 };
		final double[] expected =
			{ Math.sqrt(0.0004 + 0.01 / 255), Math.sqrt(0.0004 + 0.0025), Math.sqrt(0.0004 + 0.01) };
		for (int k = 0; k < 3; k++) {
			final Tensor flat = Tensor.zeros(Shape.of(1, 200, 200, 1));
			for (int i = 0; i < flat.size(); i++)
				flat.data()[i] = (float) (10 + 50 * lights[k]);
			final Tensor seen = new Camera(0, 0.02, 0.1, 0)
				.draw(new SplittableRandom(k), new ValueRange(10, 60)).of(flat).images();
			double squares = 0;
			for (int i = 0; i < flat.size(); i++)
				squares += Math.pow((seen.data()[i] - flat.data()[i]) / 50, 2);
			assertEquals(expected[k], Math.sqrt(squares / flat.size()), 0.02 * expected[k]);
		}
	}

	/** A file of a drawn quality from the least on; its gradient is the file's own straight-through one. */
	@Test
	void theLastStepIsAFile() {
		final Tensor image = image().values();
		for (int seed = 0; seed < 20; seed++) {
			final SplittableRandom random = new SplittableRandom(seed);
			random.nextDouble();
			random.nextLong();
			final JpegCompression file = new JpegCompression(random.nextInt(30, 101));
			final Transformed seen =
				new Camera(0, 0, 0, 30).draw(new SplittableRandom(seed), ValueRange.EIGHT_BIT).of(image);
			assertArrayEquals(file.apply(image, ValueRange.EIGHT_BIT).data(), seen.images().data());
			assertArrayEquals(file.adjoint(image).data(), seen.adjoint().apply(image).data());
		}
	}

	@Test
	void badOptionsAreRefusedInOneLine() {
		for (final Runnable bad : new Runnable[] { () -> new Pose(1, 1, 0, 0.25),
			() -> new Pose(1, 1, 0, Double.NaN), () -> new Light(-0.1, 0, 0), () -> new Light(2, 0, 0),
			() -> new Light(0, 1, 0), () -> new Light(0, 0, 1), () -> new Camera(0, 0, -1, 0),
			() -> new Camera(-1, 0, 0, 0), () -> new Camera(0, Double.POSITIVE_INFINITY, 0, 0),
			() -> new Camera(0, 0, 0, 101), () -> new Camera(0, 0, 0, -1) })
			assertTrue(assertThrows(IllegalArgumentException.class, bad::run).getMessage()
				.matches("The attack needs a .* was given\\."));
	}
}
