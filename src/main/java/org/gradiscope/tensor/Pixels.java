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

package org.gradiscope.tensor;

/**
 * Images as the caller has them: their own pixel values at their own size, and the range in which
 * these values live. Gradients are with respect to these values. An image is a picture, or a volume,
 * which is planes one behind the other.
 *
 * @param values shape {@code [n, h, w, c]}, of volumes {@code [n, d, h, w, c]}, in grey levels of
 *          {@code range}
 * @param range the values that are seen as darkest and brightest
 */
public record Pixels(Tensor values, ValueRange range) {

	/** @throws IllegalArgumentException if the tensor has neither four nor five axes, or one is empty */
	public Pixels {
		final int axes = values.shape().rank();
		if (axes != 4 && axes != 5 || values.size() == 0) throw new IllegalArgumentException(
			"Images have the shape [n, h, w, c], and volumes [n, d, h, w, c], none of them 0, but " +
				values.shape() + " was given.");
	}

	public Shape shape() {
		return values.shape();
	}

	/** The number of images. */
	public int count() {
		return values.shape().dimension(0);
	}

	/** Whether these are volumes. */
	public boolean isVolume() {
		return values.shape().rank() == 5;
	}

	/** The number of planes of a volume; 1 of a picture. */
	public int depth() {
		return isVolume() ? values.shape().dimension(1) : 1;
	}

	public int height() {
		return values.shape().dimension(-3);
	}

	public int width() {
		return values.shape().dimension(-2);
	}

	public int channels() {
		return values.shape().dimension(-1);
	}

	/** The lengths of the axes of positions: height and width, of volumes the depth before them. */
	public int[] sides() {
		return values.shape().sides();
	}

	/** The number of positions in one image: its pixels, or its voxels. */
	public int positions() {
		return depth() * height() * width();
	}

	/** One plane of a volume, a picture; the picture itself where this is one. */
	public Pixels plane(final int z) {
		if (!isVolume()) return this;
		final Shape planes = Shape.of(count() * depth(), height(), width(), channels());
		return with(values.reshape(planes).item(z));
	}

	/** Other values in the same range. */
	public Pixels with(final Tensor other) {
		return new Pixels(other, range);
	}

	/** Image {@code index} alone. */
	public Pixels item(final int index) {
		return items(index, index + 1);
	}

	/** Images {@code from} to {@code to}, the last excluded. */
	public Pixels items(final int from, final int to) {
		return with(values.items(from, to));
	}
}
