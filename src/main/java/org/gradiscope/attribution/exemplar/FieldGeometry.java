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

package org.gradiscope.attribution.exemplar;

import java.util.List;

import org.gradiscope.attribution.CropWindow;
import org.gradiscope.engine.Network;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Layer;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;

/**
 * Where the positions of a layer lie in an image, and what each of them sees of it. In pixels of the image,
 * from its upper left corner; the middle of the first pixel is at 0.5.
 */
public final class FieldGeometry {

	/** One side of an image. */
	private record Axis(int length, double first, double step, double side) {

		/** The middle of what a position sees. */
		double middle(final int position) {
			return Math.min(Math.max(first + position * step, 0.5), length - 0.5);
		}

		/** How many positions are not in what an image was continued by. */
		int inside(final int positions) {
			int inside = positions;
			while (inside > 1 && first + (inside - 1) * step >= length)
				inside--;
			return inside;
		}

		private double orField(final double pixels) {
			return pixels == ExemplarOptions.RECEPTIVE_FIELD ? side : pixels;
		}

		Span patch(final int position, final double wanted) {
			final int patch = (int) Math.max(1, Math.min(length, Math.round(orField(wanted))));
			final int start = (int) Math.round(middle(position) - patch / 2.0);
			final int inside = Math.max(0, Math.min(length - patch, start));
			return new Span(inside, patch, inside != start || orField(wanted) > length);
		}

		int apart(final double pixels) {
			return (int) Math.max(1,
				Math.min(Integer.MAX_VALUE, Math.ceil(orField(pixels) / step - 1e-6)));
		}
	}

	/** One side of a patch. */
	private record Span(int start, int length, boolean moved) {}

	private final Axis down;
	private final Axis across;
	private final int rows;
	private final int columns;

	private FieldGeometry(final Axis down, final Axis across, final int rows, final int columns) {
		this.down = down;
		this.across = across;
		this.rows = rows;
		this.columns = columns;
	}

	/**
	 * Where the positions of a layer lie in images of one size.
	 *
	 * @param image one of them
	 * @param maps {@code [n, h, w, k]}, what the layer gives of them
	 */
	static FieldGeometry of(final Network network, final Evidence evidence, final Pixels image,
		final Shape maps) {
		final ModelDescriptor known = network.descriptor();
		final Layer layer = known.layer(evidence.layer());
		if (!evidence.needsScores()) return of(known, layer, CropWindow.isFitted(known, List.of(layer)),
			CropWindow.of(network, List.of(layer), image), image, maps);
		final Objective score = Objectives.logit(0);
		return of(known, layer, CropWindow.isFitted(known, layer, score),
			CropWindow.of(network, layer, score, image), image, maps);
	}

	/**
	 * @param fitted whether the image is brought to the network's own size before
	 * @param seen the part of the image that the layer's positions lie on
	 * @param maps {@code [n, h, w, k]}
	 */
	static FieldGeometry of(final ModelDescriptor network, final Layer layer, final boolean fitted,
		final CropWindow seen, final Pixels image, final Shape maps) {
		final InputSize size = network.preprocessing().size();
		final int rows = maps.dimension(1);
		final int columns = maps.dimension(2);
		return new FieldGeometry(
			axis(layer, image.height(), seen.top(), seen.height(), fitted ? size.height() : seen.height(),
				rows),
			axis(layer, image.width(), seen.left(), seen.width(), fitted ? size.width() : seen.width(),
				columns),
			rows, columns);
	}

	/** @param network the length that the network sees, which is that of the window or what it is resized to */
	private static Axis axis(final Layer layer, final int image, final int start, final int window,
		final int network, final int positions) {
		final double scale = (double) window / network;
		final double stride = Math.max(1, layer.stride());
		// Where the first window lies the layer says; else all together lie in the middle.
		final double first =
			Double.isNaN(layer.start()) ? (network - (positions - 1) * stride) / 2 : layer.start();
		final double side =
			layer.receptiveField() == 0 ? Double.POSITIVE_INFINITY : layer.receptiveField() * scale;
		return new Axis(image, start + first * scale, stride * scale, side);
	}

	/** The rows of the layer that lie in the image, and not in what it was continued by. */
	int rowsInside() {
		return down.inside(rows);
	}

	/** The columns of the layer that lie in the image, and not in what it was continued by. */
	int columnsInside() {
		return across.inside(columns);
	}

	/** How many rows lie between two places that are so many pixels apart. */
	int rowsApart(final double pixels) {
		return down.apart(pixels);
	}

	/** How many columns lie between two places that are so many pixels apart. */
	int columnsApart(final double pixels) {
		return across.apart(pixels);
	}

	/** The middle of what a row sees, in pixels. */
	public double y(final int row) {
		return down.middle(row);
	}

	/** The middle of what a column sees, in pixels. */
	public double x(final int column) {
		return across.middle(column);
	}

	/**
	 * What lies around a position, moved into the image where it reaches out of it, and never larger than it.
	 *
	 * @param side in pixels; -1 for what the position sees
	 */
	public PatchBounds patch(final int row, final int column, final double side) {
		final Span right = across.patch(column, side);
		final Span below = down.patch(row, side);
		return new PatchBounds(right.start(), below.start(), right.length(), below.length(),
			right.moved() || below.moved());
	}
}
