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

package org.gradiscope.attribution.objects;

import java.util.BitSet;
import java.util.List;

import org.gradiscope.attribution.Baseline;
import org.gradiscope.coalition.CoalitionGame;
import org.gradiscope.engine.Batches;
import org.gradiscope.engine.Network;
import org.gradiscope.objective.Objective;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/** What a network says of an image with some of its objects; where the others are stands the fill. */
public final class ObjectGame implements CoalitionGame {

	private final Network network;
	private final Pixels image;
	private final ObjectMap objects;
	private final Baseline fill;
	private final Tensor filled;
	private final Objective objective;

	/**
	 * @param image one picture, as large as the map
	 * @param fill of the image's shape; of it only what lies under objects is seen
	 * @throws IllegalArgumentException if the sizes are not the same, or there is no object
	 */
	public ObjectGame(final Network network, final Pixels image, final ObjectMap objects,
		final Baseline fill, final Objective objective) {
		if (image.count() != 1 || image.isVolume() || image.height() != objects.height() ||
			image.width() != objects.width())
			throw new IllegalArgumentException(
				"Objects are those of one picture of " + objects.width() + "x" + objects.height() +
					" pixels, but " + image.shape() + " was given; take the map of this picture.");
		if (objects.count() == 0) throw new IllegalArgumentException(
			"Objects are to be explained, but there is none; select some, or give a map of labels.");
		this.network = network;
		this.image = image;
		this.objects = objects;
		this.fill = fill;
		filled = fill.of(image);
		this.objective = objective;
	}

	/** What stands where objects are missing. */
	public Baseline fill() {
		return fill;
	}

	Network network() {
		return network;
	}

	Pixels image() {
		return image;
	}

	ObjectMap objects() {
		return objects;
	}

	Objective objective() {
		return objective;
	}

	@Override
	public int players() {
		return objects.count();
	}

	@Override
	public double[] values(final List<BitSet> coalitions) {
		final double[] values = new double[coalitions.size()];
		final int batch = Batches.size(image, values.length);
		for (int first = 0; first < values.length; first += batch) {
			final float[][] masks = coalitions.subList(first, Math.min(values.length, first + batch))
				.stream().map(objects::mask).toArray(float[][]::new);
			final float[] some = network.values(Baseline.masked(image, filled, masks), objective);
			for (int n = 0; n < some.length; n++)
				values[first + n] = some[n];
		}
		return values;
	}
}
