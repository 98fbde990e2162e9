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

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.optimize.Adam;
import org.gradiscope.parameterization.Basis;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.transform.LaplacianPyramid;
import org.gradiscope.transform.Tiles;
import org.gradiscope.transform.Tiles.Tile;

/**
 * Steps over a picture tile by tile, so that memory does not grow with it, by its pixels and Adam. Tiles
 * lie elsewhere in each step, across the borders too, so no seam stays where it was, and the picture can
 * be laid beside itself. Each is judged by the statistics of the whole picture; only those that are no
 * means, of {@link SlicedWassersteinStatistic}, are the tile's own.
 */
final class TiledFit {

	/** The largest side of a tile, in pixels. */
	static final int SIDE = 448;

	/** What a tile sees around it, in pixels, so that the edges which the network pads do not count. */
	private static final int MARGIN = 32;

	/** Of the pyramid that takes the place of frequencies. */
	private static final int LEVELS = 4;

	/** Adam's step, of the range from black to white. */
	private static final double RATE = 0.02;

	private final StyleOptions options;
	private final TileLoss loss;
	private final Tensor base;
	private final Tensor picture;
	private final List<Tile> tiles;
	private final Progress progress;

	/**
	 * @param base whose content is kept, {@code [1, h, w, c]} in 0..1
	 * @param start of the same size; it is changed
	 */
	TiledFit(final Network network, final StyleLoss style, final StyleOptions options,
		final Tensor base, final Tensor start, final Progress progress) {
		this.options = options;
		this.base = base;
		this.picture = start;
		this.progress = progress;
		this.tiles = Tiles.covering(start.shape().dimension(1), start.shape().dimension(2), SIDE);
		this.loss = new TileLoss(network, style, options, tiles.size());
	}

	/** @return {@code [1, h, w, c]} in 0..1 */
	Tensor run() {
		for (final Tile tile : tiles) {
			progress.check();
			final Tile seen = tile.grown(MARGIN);
			loss.measure(seen.cutAround(base, 0, 0), seen.cutAround(picture, 0, 0));
		}
		loss.next();
		final SplittableRandom random = new SplittableRandom(options.seed());
		final Adam adam = new Adam(picture.size(), RATE);
		final Tensor gradient = Tensor.zeros(picture.shape());
		for (int step = 1; step <= options.steps(); step++) {
			final int[] shifts = { random.nextInt(picture.shape().dimension(1)),
				random.nextInt(picture.shape().dimension(2)) };
			for (final Tile tile : tiles) {
				progress.check();
				final Tile seen = tile.grown(MARGIN);
				final Tensor slope =
					loss.slope(seen.cutAround(base, shifts), seen.cutAround(picture, shifts));
				tile.pasteAround(inner(tile).cut(preconditioned(slope)), gradient, shifts);
			}
			adam.step(picture.data(), gradient.data());
			for (int i = 0; i < picture.size(); i++)
				picture.data()[i] = ValueRange.UNIT.clamp(picture.data()[i]);
			progress.report(step, options.steps(), told(loss.next()));
			progress.offer(() -> new Pixels(picture, ValueRange.UNIT));
		}
		return picture;
	}

	private String told(final OptionalDouble distance) {
		final String count = tiles.size() + " tiles";
		return distance.isEmpty() ? count : count +
			String.format(Locale.ROOT, ", distance from the style %.4g", distance.getAsDouble());
	}

	/** What is broad counts for more, nearly as if the frequencies were optimized. */
	private Tensor preconditioned(final Tensor slope) {
		return options.basis() instanceof Basis.FourierBasis
			? LaplacianPyramid.weighed(slope, LEVELS, 2) : slope;
	}

	/** A tile in what is seen of it. */
	private static Tile inner(final Tile tile) {
		return new Tile(MARGIN, MARGIN, tile.height(), tile.width());
	}
}
