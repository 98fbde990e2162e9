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

package org.gradiscope.style;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.model.Channels;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Model;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.style.StyleOptions.Statistic;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.Micropatterns;
import org.gradiscope.testing.TinyNetworks;
import org.gradiscope.transform.Tiles;
import org.gradiscope.transform.Tiles.Tile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The slope of tiles together, against that of the whole picture. */
class TileLossTest {

	/** A network each of whose positions sees one pixel, so that tiles have no borders. */
	private static Model pointwise() {
		return TinyNetworks.of("pointwise",
			Preprocessing.of(Channels.RGB, new ValueRange(-1, 1), InputSize.atLeast(4, 4)),
			List.of("a", "b"), List.of("conv"), (tf, input) -> {
				final float[][][][] kernel =
					{ { { { 1, 0.5f, -1, 0.3f }, { -0.5f, 1, 0.7f, -1 }, { 0.2f, -0.4f, 1, 1 } } } };
				return tf.math.mean(
					tf.withName("conv").math
						.tanh(tf.nn.conv2d(input, tf.constant(kernel), List.of(1L, 1L, 1L, 1L), "SAME")),
					tf.constant(new int[] { 1, 2 }));
			});
	}

	private static Tensor unit(final Pixels picture) {
		return Restyler.unit(picture.values(), picture.range());
	}

	private static Tensor whole(final Network network, final StyleLoss loss, final Tensor base,
		final Tensor picture) {
		return network
			.evaluate(Restyler.seen(network, picture), loss.whole(network, Restyler.seen(network, base)))
			.gradient();
	}

	private static Tensor tiled(final TileLoss loss, final List<Tile> tiles, final Tensor base,
		final Tensor picture, final int... shifts) {
		for (final Tile tile : tiles)
			loss.measure(tile.cut(base), tile.cut(picture));
		loss.next();
		final Tensor gradient = Tensor.zeros(picture.shape());
		for (final Tile tile : tiles)
			tile.pasteAround(loss.slope(tile.cutAround(base, shifts), tile.cutAround(picture, shifts)),
				gradient, shifts);
		return gradient;
	}

	private static void assertAlike(final Tensor expected, final Tensor given) {
		double largest = 0;
		for (final float value : expected.data())
			largest = Math.max(largest, Math.abs(value));
		assertTrue(largest > 0);
		assertArrayEquals(expected.data(), given.data(), (float) (1e-4 * largest));
	}

	/** What is linear at the start has the derivative of what is not. */
	@ParameterizedTest
	@EnumSource(Statistic.class)
	void oneTileOfTheWholePictureHasItsGradient(final Statistic statistic) {
		final Network network = Micropatterns.network();
		final Tensor base = unit(Micropatterns.draw(Pattern.NUCLEI, 48, 3));
		final Tensor picture = unit(Micropatterns.draw(Pattern.PUNCTA, 48, 4));
		final StyleOptions options = StyleOptions.of("conv3", StyleLayers.PIXELS, "conv1", "conv3")
			.withStatistic(statistic).withAlpha(3).withBeta(2);
		final StyleLoss loss =
			new StyleLoss(network, Style.of(Micropatterns.draw(Pattern.MEMBRANES, 60, 5)), options);
		assertAlike(whole(network, loss, base, picture), tiled(new TileLoss(network, loss, options, 1),
			Tiles.covering(48, 48, 48), base, picture, 0, 0));
	}

	/** Wherever the tiles lie: their statistics are those of the whole. */
	@ParameterizedTest
	@EnumSource(value = Statistic.class, names = "SLICED_WASSERSTEIN", mode = EnumSource.Mode.EXCLUDE)
	void tilesTogetherHaveTheGradientOfTheWhole(final Statistic statistic) {
		try (Network network = Engine.load().open(pointwise())) {
			final Tensor base = Images.noise(ValueRange.UNIT, 1, 1, 24, 32, 3).values();
			final Tensor picture = Images.noise(ValueRange.UNIT, 2, 1, 24, 32, 3).values();
			final StyleOptions options = StyleOptions.of("conv", StyleLayers.PIXELS, "conv")
				.withStatistic(statistic).withAlpha(3).withBeta(0);
			final StyleLoss loss = new StyleLoss(network,
				Style.of(Images.noise(new ValueRange(0, 100), 3, 1, 20, 20, 3)), options);
			final List<Tile> tiles = Tiles.covering(24, 32, 16);
			assertEquals(4, tiles.size());
			assertAlike(whole(network, loss, base, picture),
				tiled(new TileLoss(network, loss, options, 4), tiles, base, picture, 5, 20));
		}
	}

	/** A step is by the statistics of the one before, which the tiles have had together. */
	@Test
	void theDistanceIsThatOfTheWhole() {
		try (Network network = Engine.load().open(pointwise())) {
			final Tensor base = Images.noise(ValueRange.UNIT, 1, 1, 24, 32, 3).values();
			final StyleOptions options = StyleOptions.of("conv", "conv").withContent(Map.of());
			final StyleLoss loss = new StyleLoss(network,
				Style.of(Images.noise(new ValueRange(0, 100), 3, 1, 20, 20, 3)), options);
			final TileLoss tiled = new TileLoss(network, loss, options, 4);
			tiled(tiled, Tiles.covering(24, 32, 16), base, base, 3, 1);
			final double distance = loss.distance(loss.values(network, Restyler.seen(network, base)));
			assertEquals(distance, tiled.next().orElseThrow(), 1e-5 * distance);
		}
	}
}
