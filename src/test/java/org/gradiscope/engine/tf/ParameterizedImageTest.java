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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;

import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.Evaluation;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Function;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.optimize.Adam;
import org.gradiscope.parameterization.Basis.FourierBasis;
import org.gradiscope.parameterization.ColourBasis;
import org.gradiscope.parameterization.Parameterization;
import org.gradiscope.parameterization.ParameterizedImage;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.Micropatterns;
import org.gradiscope.transform.RandomWarp;
import org.gradiscope.transform.Warp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterizedImageTest {

	private static final Objective OBJECTIVE =
		Objectives.channel("conv3", 5).plus(Objectives.totalVariation());

	private static Network network;

	@BeforeAll
	static void open() {
		network = Micropatterns.open();
	}

	@AfterAll
	static void close() {
		network.close();
	}

	private static Tensor random(final Parameterization how, final int count,
		final double deviation) {
		final Tensor all = Tensor.zeros(how.shape(count));
		final Tensor drawn = how.start(deviation, 7);
		for (int n = 0; n < count; n++)
			System.arraycopy(drawn.data(), 0, all.data(), n * drawn.size(), drawn.size());
		for (int i = drawn.size(); i < all.size(); i++)
			all.data()[i] *= 0.5f;
		return all;
	}

	@Test
	void noParametersAreMidGrey() {
		final Parameterization how = Parameterization.fourier(32, 33, ColourBasis.PHOTOGRAPHS);
		for (final float value : network.paint(how, Tensor.zeros(how.shape(1))).values().data())
			assertEquals(127.5f, value);
	}

	/** But for black and white, which become a quarter of a grey level less. */
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void noParametersAreTheOriginAndOthersAreAddedBeforeTheSigmoid(final boolean fourier) {
		final Parameterization free =
			fourier ? Parameterization.fourier(24, 31, ColourBasis.PHOTOGRAPHS)
				: Parameterization.pixel(24, 31, ColourBasis.identity(3));
		final Tensor origin = Images.noise(ValueRange.UNIT, 8, 1, 24, 31, 3).values();
		origin.data()[0] = 0;
		origin.data()[1] = 1;
		final Parameterization around = free.around(origin);
		final Tensor none = Tensor.zeros(around.shape(1));
		final float[] painted = network.paint(around, none).values().data();
		assertEquals(0.25, painted[0], 1e-2);
		assertEquals(254.75, painted[1], 1e-2);
		for (int i = 2; i < painted.length; i++)
			assertEquals(255 * Math.max(1 / 1024f, Math.min(1 - 1 / 1024f, origin.data()[i])), painted[i],
				2e-3);
		final Tensor z = random(around, 1, fourier ? 0.05 : 0.5);
		final float[] grey = network.paint(free, z).values().data();
		final float[] moved = network.paint(around, z).values().data();
		for (int i = 0; i < moved.length; i++)
			assertEquals(255 / (1 + Math.exp(-before(painted[i]) - before(grey[i]))), moved[i], 1e-2);
	}

	@Test
	void anOriginOfAnotherSizeIsRefused() {
		final Parameterization how = Parameterization.pixel(24, 31, ColourBasis.identity(3));
		final Exception e = assertThrows(IllegalArgumentException.class,
			() -> how.around(Tensor.zeros(Shape.of(1, 31, 24, 3))));
		assertEquals("An origin of 1x24x31x3 is expected, but 1x31x24x3 was given.", e.getMessage());
	}

	/** Against the formula, with the inverse transform as a double sum. */
	@ParameterizedTest
	@ValueSource(ints = { 8, 9 })
	void frequenciesArePaintedAsTheFormulaSays(final int width) {
		final int height = 6;
		final Parameterization how =
			new Parameterization(height, width, ColourBasis.PHOTOGRAPHS, new FourierBasis(1.3));
		final Tensor z = how.start(0.3, 2);
		final Tensor painted = network.paint(how, z).values();
		final float[] colours = ColourBasis.PHOTOGRAPHS.matrix();
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++) {
				final double[] planes = new double[3];
				for (int c = 0; c < 3; c++)
					planes[c] = plane(z, c, y, x, height, width);
				for (int c = 0; c < 3; c++) {
					final double mixed = colours[3 * c] * planes[0] + colours[3 * c + 1] * planes[1] +
						colours[3 * c + 2] * planes[2];
					assertEquals(255 / (1 + Math.exp(-mixed)), painted.get(0, y, x, c), 2e-3);
				}
			}
	}

	/** {@code irfft2(s z) / 4}, s = sqrt(h w) / max(f, 1 / max(h, w))^1.3. */
	private static double plane(final Tensor z, final int c, final int y, final int x,
		final int height, final int width) {
		double sum = 0;
		for (int k = 0; k < height; k++)
			for (int l = 0; l <= width / 2; l++) {
				final double f = Math.hypot(Math.min(k, height - k) / (double) height, l / (double) width);
				final double s =
					Math.sqrt(height * width) / Math.pow(Math.max(f, 1.0 / Math.max(height, width)), 1.3) / 4;
				final double angle = 2 * Math.PI * ((double) k * y / height + (double) l * x / width);
				final double mirrored = l == 0 || 2 * l == width ? 1 : 2;
				sum += mirrored * s *
					(z.get(0, c, 0, k, l) * Math.cos(angle) - z.get(0, c, 1, k, l) * Math.sin(angle));
			}
		return sum / (height * width);
	}

	/** The first picture has too much contrast, the second half of it and enough room. */
	@ParameterizedTest
	@ValueSource(doubles = { 0, 1.5 })
	void onlyWhatHasMoreIsShrunkToTheLargestContrast(final double smoothness) {
		final Parameterization free = Parameterization.fourier(48, 40, ColourBasis.PHOTOGRAPHS);
		final Tensor z = random(free, 2, 0.2);
		final Pixels pictures = network.paint(free, z);
		final double contrast = contrast(pictures.item(0), smoothness);
		final Parameterization limited = limited(free, 0.6 * contrast, smoothness);
		final Pixels calm = network.paint(limited, z);
		assertArrayEquals(pictures.item(1).values().data(), calm.item(1).values().data());
		assertEquals(0.6 * contrast, contrast(calm.item(0), smoothness), 1e-3);
		for (int i = 0; i < calm.item(0).values().size(); i++)
			assertEquals(0.6 * before(pictures.values().data()[i]), before(calm.values().data()[i]),
				5e-3);
		final ParameterizedImage wild = new ParameterizedImage(free, z, Warp.none(48, 40));
		final ParameterizedImage tame = new ParameterizedImage(limited, z, Warp.none(48, 40));
		assertArrayEquals(gradient(wild, 1), gradient(tame, 1));
		double along = 0;
		double all = 0;
		final float[] gradient = gradient(tame, 0);
		for (int i = 0; i < gradient.length; i++) {
			along += gradient[i] * z.data()[i];
			all += Math.abs(gradient[i] * z.data()[i]);
		}
		assertEquals(0, along / all, 1e-4, "more of the same changes nothing");
	}

	private static float[] gradient(final ParameterizedImage painting, final int picture) {
		return network.evaluate(painting, OBJECTIVE, Backpropagation.PLAIN).gradient().item(picture)
			.data();
	}

	private static Parameterization limited(final Parameterization how, final double contrast,
		final double smoothness) {
		return new Parameterization(how.height(), how.width(), how.colours(), how.basis(),
			new Parameterization.ContrastLimit(contrast, smoothness));
	}

	/** Values, and where there is a next one the differences to it, right and below. */
	private static double contrast(final Pixels picture, final double smoothness) {
		final Tensor values = picture.values();
		double sum = 0;
		for (int y = 0; y < picture.height(); y++)
			for (int x = 0; x < picture.width(); x++)
				for (int c = 0; c < picture.channels(); c++) {
					final double value = before(values.get(0, y, x, c));
					sum += value * value;
					if (x + 1 < picture.width())
						sum += Math.pow(smoothness * (before(values.get(0, y, x + 1, c)) - value), 2);
					if (y + 1 < picture.height())
						sum += Math.pow(smoothness * (before(values.get(0, y + 1, x, c)) - value), 2);
				}
		return Math.sqrt(sum / values.size());
	}

	/** The value before the sigmoid. */
	private static double before(final float value) {
		return Math.log(value / (255 - value));
	}

	@ParameterizedTest
	@CsvSource({ "true, 0, 0", "false, 0, 0", "true, 0.1, 0", "false, 0.1, 0", "true, 0.1, 2",
		"false, 0.1, 2" })
	void theGradientIsThatOfCentralDifferences(final boolean fourier, final double contrast,
		final double smoothness) {
		final Parameterization how =
			limited(fourier ? Parameterization.fourier(40, 36, ColourBasis.PHOTOGRAPHS)
				: Parameterization.pixel(40, 36, ColourBasis.identity(3)), contrast, smoothness);
		final Tensor z = random(how, 1, fourier ? 0.05 : 0.5);
		final Warp warp = RandomWarp.STANDARD.next(new SplittableRandom(3), 40, 36);
		// Smooth everywhere, so that differences of any size tell the truth.
		final Objective smooth = Objectives.totalVariation().plus(Objectives.power());
		final Tensor gradient = network
			.evaluate(new ParameterizedImage(how, z, warp), smooth, Backpropagation.PLAIN).gradient();
		for (int trial = 0; trial < 5; trial++) {
			// The limit bends the way, so that there a shorter step is needed.
			final Tensor direction = how.start(fourier ? 0.005 : contrast > 0 ? 0.03 : 0.1, 100 + trial);
			double slope = 0;
			for (int i = 0; i < z.size(); i++) {
				// Uphill everywhere, or the sum would drown in the rounding of the values.
				direction.data()[i] = Math.copySign(direction.data()[i], gradient.data()[i]);
				slope += (double) gradient.data()[i] * direction.data()[i];
			}
			final double difference =
				(value(how, z, warp, smooth, direction, 1) - value(how, z, warp, smooth, direction, -1)) /
					2;
			assertEquals(difference, slope, 1e-2 * difference, "trial " + trial);
		}
	}

	private static double value(final Parameterization how, final Tensor z, final Warp warp,
		final Objective objective, final Tensor direction, final int sign) {
		final Tensor changed = z.copy();
		for (int i = 0; i < z.size(); i++)
			changed.data()[i] += sign * direction.data()[i];
		return network
			.evaluate(new ParameterizedImage(how, changed, warp), objective, Backpropagation.PLAIN)
			.value();
	}

	/** Through the caller's pixels and by the painting the network sees the same. */
	@Test
	void withoutAWarpTheValueIsThatOfThePicture() {
		final Parameterization how = Parameterization.fourier(48, 40, ColourBasis.PHOTOGRAPHS);
		final Tensor z = random(how, 2, 0.05);
		final Evaluation painted = network.evaluate(new ParameterizedImage(how, z, Warp.none(48, 40)),
			OBJECTIVE, Backpropagation.PLAIN);
		assertArrayEquals(network.values(network.paint(how, z), OBJECTIVE), painted.values(), 1e-4f);
	}

	@Test
	void aBatchIsPaintedAsOneByOne() {
		final Parameterization how = Parameterization.fourier(48, 40, ColourBasis.PHOTOGRAPHS);
		final Warp warp = RandomWarp.STANDARD.next(new SplittableRandom(3), 48, 40);
		final ParameterizedImage both = new ParameterizedImage(how, random(how, 2, 0.05), warp);
		final Evaluation together = network.evaluate(both, OBJECTIVE, Backpropagation.PLAIN);
		for (int n = 0; n < 2; n++) {
			final Evaluation alone =
				network.evaluate(both.items(n, n + 1), OBJECTIVE, Backpropagation.PLAIN);
			assertEquals(alone.value(), together.values()[n], 1e-5);
			assertArrayEquals(alone.gradient().data(), together.gradient().item(n).data(), 1e-5f);
		}
	}

	/** A shift by whole pixels shows the pixels themselves, and mid grey where there are none. */
	@Test
	void aWarpShowsWhatItSays() {
		final Parameterization how = Parameterization.pixel(40, 36, ColourBasis.identity(3));
		final Tensor z = random(how, 1, 1);
		final Tensor picture = network.paint(how, z).values();
		final Warp warp = new Warp(40, 36, 2, 1, 0, 3, -1);
		final Tensor seen = seen(new ParameterizedImage(how, z, warp));
		for (int y = 0; y < 44; y++)
			for (int x = 0; x < 40; x++) {
				final int row = y - 2 - 3;
				final int column = x - 2 + 1;
				final boolean inside = row >= 0 && row < 40 && column >= 0 && column < 36;
				assertEquals(inside ? picture.get(0, row, column, 1) / 255 : 0.5f, seen.get(0, y, x, 1),
					1e-4, y + ", " + x);
			}
	}

	/** What the network's preprocessing gets, in 0..1. */
	private static Tensor seen(final ParameterizedImage painting) {
		final Query query = Query.of(painting).objective(OBJECTIVE).withGradient();
		try (
			Program program = ModelLoader.compiler(ModelStore.find(ModelStore.EMBEDDED)).compile(query)) {
			return program.run(query, network.descriptor().preprocessing().size(),
				new Reflection(Shape.of(1, 1), Shape.of(1, 1)), List.of(Preprocessor.UNIT)).get(0);
		}
	}

	/** Every parameterization must be able to fit any image. */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aNoiseImageCanBeFitted(final boolean fourier) {
		final Pixels wanted = Images.noise(new ValueRange(40, 215), 9, 1, 32, 32, 3);
		final Parameterization how = fourier ? Parameterization.fourier(32, 32, ColourBasis.PHOTOGRAPHS)
			: Parameterization.pixel(32, 32, ColourBasis.identity(3));
		final Tensor z = how.start(0.01, 1);
		final Objective near = distance(wanted).negate();
		final Adam adam = new Adam(z.size(), 0.05);
		for (int step = 0; step < 1500; step++)
			adam.step(z.data(),
				network
					.evaluate(new ParameterizedImage(how, z, Warp.none(32, 32)), near, Backpropagation.PLAIN)
					.gradient().data());
		assertArrayEquals(wanted.values().data(), network.paint(how, z).values().data(), 6);
	}

	private static Objective distance(final Pixels wanted) {
		final Tensor unit = wanted.values().copy();
		for (int i = 0; i < unit.size(); i++)
			unit.data()[i] /= 255;
		return new Objective(
			Function.MEAN.of(Function.SQUARE.of(new Expression.Add(new Expression.Image(),
				new Expression.Scale(new Expression.Constant(unit), -1)))));
	}

	@Test
	void neighboursAreAlikeFromTheStart() {
		final Parameterization how = Parameterization.fourier(64, 64, ColourBasis.GREY);
		final float[] image = network.paint(how, how.start(0.01, 1)).values().data();
		double neighbours = 0;
		double strangers = 0;
		for (int i = 0; i + 32 < image.length; i++) {
			neighbours += Math.abs(image[i] - image[i + 1]);
			strangers += Math.abs(image[i] - image[i + 32]);
		}
		assertTrue(neighbours < 0.8 * strangers, neighbours + " against " + strangers);
	}
}
