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
package org.gradiscope.imagej;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * What a network saw of an image, as the pictures of a stack, in their order there: the planes of volumes,
 * or pictures themselves.
 */
public final class StackPlanes {

	private final ShownImage image;
	private final List<Plane> planes = new ArrayList<>();

	/**
	 * @param picture from 1
	 * @param item which of the items, from 0
	 * @param z which of its planes, from 0
	 */
	private record Plane(int picture, int item, int z) {}

	/** @param items some of the image's */
	public StackPlanes(final ShownImage image, final int[] items) {
		this.image = image;
		for (int n = 0; n < items.length; n++) {
			final int[] pictures = image.planes(items[n]);
			for (int z = 0; z < pictures.length; z++)
				planes.add(new Plane(pictures[z], n, z));
		}
		// The volumes of several channels lie between each other.
		planes.sort(Comparator.comparingInt(Plane::picture));
	}

	/** The image, picture by picture. */
	public ShownImage image() {
		return image.byPlanes();
	}

	/** From 1. */
	public int[] pictures() {
		return planes.stream().mapToInt(Plane::picture).toArray();
	}

	/**
	 * Tensors of items, cut into those of planes.
	 *
	 * @param items each {@code [1, h, w, c]}, of a volume {@code [1, d, h, w, c]}
	 * @return each {@code [1, h, w, c]}
	 */
	public List<Tensor> cut(final List<Tensor> items) {
		return planes.stream().map(plane -> plane(items.get(plane.item()), plane.z())).toList();
	}

	private static Tensor plane(final Tensor item, final int z) {
		final Shape shape = item.shape();
		if (shape.rank() == 4) return item;
		return item
			.reshape(
				Shape.of(shape.dimension(1), shape.dimension(2), shape.dimension(3), shape.dimension(4)))
			.item(z);
	}

	/** For each plane what its item has. */
	public <T> List<T> repeated(final List<T> ofItems) {
		return planes.stream().map(plane -> ofItems.get(plane.item())).toList();
	}

	/** What the planes of each item have, as many each, in the order of the stack. */
	public <T> List<T> joined(final List<List<T>> ofItems) {
		return planes.stream().flatMap(plane -> {
			final List<T> all = ofItems.get(plane.item());
			final int each = all.size() / image.planes(plane.picture()).length;
			return all.subList(plane.z() * each, (plane.z() + 1) * each).stream();
		}).toList();
	}
}
