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
package org.gradiscope.attribution;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.IntStream;

import org.gradiscope.engine.Network;
import org.gradiscope.model.ImageFit;
import org.gradiscope.model.Layer;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Objective;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * The part of an image that the positions of a layer lie on: all of it; or the central part where the
 * network sees nothing else; or more than it where the network sees it go on by reflection.
 *
 * @param front of volumes the first plane; 0 of pictures
 * @param depth of volumes the number of planes; 1 of pictures
 */
public record CropWindow(int front, int top, int left, int depth, int height, int width) {

	/** Of a picture. */
	public CropWindow(final int top, final int left, final int height, final int width) {
		this(0, top, left, 1, height, width);
	}

	/** Where a layer is computed together with an objective. */
	public static CropWindow of(final Network network, final Layer layer, final Objective objective,
		final Pixels image) {
		final Set<String> layers = new LinkedHashSet<>(objective.expression().layers());
		if (layers.isEmpty()) layers.add(Expression.LOGITS);
		layers.add(layer.name());
		return of(network, isFitted(network.descriptor(), layer, objective), layers, image);
	}

	/** Where layers are computed together and nothing else is. */
	public static CropWindow of(final Network network, final Collection<Layer> layers,
		final Pixels image) {
		return of(network, isFitted(network.descriptor(), layers),
			layers.stream().map(Layer::name).toList(), image);
	}

	/** Whether the image is made to fit the network's own size when layers are computed together. */
	public static boolean isFitted(final ModelDescriptor network, final Collection<Layer> layers) {
		return network.preprocessing().size().fixed() && !layers.stream().allMatch(Layer::anySize);
	}

	private static CropWindow of(final Network network, final boolean fitted,
		final Collection<String> layers, final Pixels image) {
		final int[] seen = network.seen(image.sides(), layers).toArray();
		if (network.descriptor().preprocessing().fit() != ImageFit.CENTER_CROP || !fitted)
			return of(new int[seen.length], seen);
		final int[] size = network.descriptor().preprocessing().size().sides();
		final int[] whole = image.sides();
		final double scale = IntStream.range(0, size.length)
			.mapToDouble(axis -> (double) size[axis] / whole[axis]).max().orElseThrow();
		final int[] part = IntStream.of(size).map(side -> (int) Math.round(side / scale)).toArray();
		return of(IntStream.range(0, size.length).map(axis -> (whole[axis] - part[axis]) / 2).toArray(),
			part);
	}

	private static CropWindow of(final int[] start, final int[] sides) {
		return sides.length == 2 ? new CropWindow(start[0], start[1], sides[0], sides[1])
			: new CropWindow(start[0], start[1], start[2], sides[0], sides[1], sides[2]);
	}

	/** Whether the image is made to fit the network's own size when a layer is computed with an objective. */
	public static boolean isFitted(final ModelDescriptor network, final Layer layer,
		final Objective objective) {
		return network.preprocessing().size().fixed() &&
			!(layer.anySize() && objective.expression().layers().stream()
				.allMatch(name -> !name.equals(Expression.LOGITS) && network.layer(name).anySize()));
	}

	/**
	 * A map of the layer, stretched over this part, cut to the image, and zero outside.
	 *
	 * @param map {@code [1, h, w, 1]}, of volumes {@code [1, d, h, w, 1]}
	 * @return of the whole image, likewise
	 */
	public Tensor stretched(final Tensor map, final Pixels image, final Upsampling upsampling) {
		return placed(upsampling.to(map, sides(image)), image);
	}

	/** The lengths of this part along the axes of positions. */
	int[] sides(final Pixels image) {
		return image.isVolume() ? new int[] { depth, height, width } : new int[] { height, width };
	}

	/**
	 * Values of this part as far as it lies in the image, and zero outside.
	 *
	 * @param inner {@code [1, h, w, 1]}, of volumes {@code [1, d, h, w, 1]}, of the part's size
	 * @return of the whole image, likewise
	 */
	Tensor placed(final Tensor inner, final Pixels image) {
		if (Arrays.equals(sides(image), image.sides())) return inner;
		final Tensor outer = Tensor.zeros(image.shape().with(-1, 1));
		for (int z = 0; z < Math.min(depth, image.depth() - front); z++)
			for (int y = 0; y < Math.min(height, image.height() - top); y++)
				System.arraycopy(inner.data(), (z * height + y) * width, outer.data(),
					((front + z) * image.height() + top + y) * image.width() + left,
					Math.min(width, image.width() - left));
		return outer;
	}
}
