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

package org.gradiscope.visualization;

import java.util.List;
import java.util.stream.IntStream;

import org.gradiscope.engine.Cancellation;
import org.gradiscope.engine.Evaluation;
import org.gradiscope.engine.Network;
import org.gradiscope.model.InputSize;
import org.gradiscope.objective.Objective;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.Tiles;
import org.gradiscope.transform.Tiles.Tile;

/**
 * The gradient of an objective, a tile at a time, so that memory does not grow with the image. Tiles
 * know nothing of each other: whoever uses this shifts the image at random between calls, so that no
 * border stays where it was.
 */
final class TiledGradient {

	/** The largest side of a tile, unless the network takes only larger ones. */
	static final int SIDE = 512;
	/** The same of volumes. */
	private static final int VOLUME_SIDE = 128;

	private final Network network;
	private final Objective objective;
	private final Cancellation cancellation;
	private final int side;
	private double value;
	/** Of all tiles; used again in every step. */
	private Tensor gradient = Tensor.zeros(Shape.of(0));

	/** @param cancellation asked before each tile */
	TiledGradient(final Network network, final Objective objective, final Cancellation cancellation) {
		this(network, objective, cancellation,
			network.descriptor().preprocessing().size().isVolume() ? VOLUME_SIDE : SIDE);
	}

	/** @param most the largest side of a tile, unless the network takes only larger ones */
	TiledGradient(final Network network, final Objective objective, final Cancellation cancellation,
		final int most) {
		this.network = network;
		this.objective = objective;
		this.cancellation = cancellation;
		final InputSize least = network.descriptor().preprocessing().size();
		// Two tiles that share one side too long for one are still as large as the network takes.
		side = Math.max(most, 2 * IntStream.of(least.sides()).max().orElseThrow());
	}

	Objective objective() {
		return objective;
	}

	/** Whether rows are features, which are no neighbours: they are not shifted. */
	boolean isOfSeries() {
		return network.descriptor().preprocessing().size().series();
	}

	/** The largest side of a tile, in pixels. */
	int side() {
		return side;
	}

	boolean isTiled(final Tensor image) {
		return IntStream.of(image.shape().sides()).anyMatch(length -> length > side);
	}

	/** The mean of the objective over the tiles, at the last call. */
	double value() {
		return value;
	}

	/**
	 * @param image {@code [1, h, w, c]}, of volumes {@code [1, d, h, w, c]}
	 * @return valid up to the next call
	 */
	Tensor of(final Pixels image) {
		if (!isTiled(image.values())) {
			final Evaluation evaluation = network.evaluate(image, objective);
			value = evaluation.value();
			return evaluation.gradient();
		}
		final List<Tile> tiles = Tiles.covering(image.depth(), image.height(), image.width(), side);
		if (!gradient.shape().equals(image.shape())) gradient = Tensor.zeros(image.shape());
		value = 0;
		for (final Tile tile : tiles) {
			cancellation.check();
			final Evaluation evaluation =
				network.evaluate(image.with(tile.cut(image.values())), objective);
			tile.paste(evaluation.gradient(), gradient);
			value += evaluation.value() / tiles.size();
		}
		return gradient;
	}
}
