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

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.gradiscope.engine.Query;
import org.gradiscope.model.InputSize;
import org.gradiscope.parameterization.Parameterization;
import org.gradiscope.parameterization.ParameterizedImage;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.transform.Warp;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Where the images that a graph is about come from. */
sealed interface ImageSource {

	/**
	 * That of a query's images.
	 *
	 * @param size what the network takes
	 */
	static ImageSource of(final Query query, final InputSize size) {
		return query.painted().<ImageSource>map(Parameterized::of)
			.orElseGet(() -> FedPixels.of(query, size));
	}

	/**
	 * Images, {@code [n, h, w, c]} or {@code [n, d, h, w, c]}.
	 *
	 * @param unit in 0..1
	 * @param levels in grey levels
	 */
	record Images(Operand<TFloat32> unit, Operand<TFloat32> levels) {}

	/**
	 * Adds the images.
	 *
	 * @param tf in the scope of the preprocessor
	 * @param drawn the grey levels of those that have none of their own, from black to white
	 */
	Images images(Ops tf, ValueRange drawn);

	/** How many channels these have. */
	int channels();

	/** The operation to which TensorFlow finds the gradient. */
	String differentiated();

	/** From the gradient there to the one with respect to what is fed. */
	Operand<TFloat32> gradient(Ops tf, Operand<TFloat32> gradient);

	/**
	 * Images of the caller.
	 *
	 * @param sides height and width, of volumes the depth before them: each if it is always the same, or
	 *          {@link #ANY}
	 */
	record FedPixels(List<Integer> sides, int channels) implements ImageSource {

		private static final int ANY = -1;

		/** Pictures of any size. */
		FedPixels(final int channels) {
			this(List.of(ANY, ANY), channels);
		}

		/**
		 * Of the size that the network takes, which needs no resize, or else of any: relevance, whose terms
		 * nearly cancel, is computed in the same order for all.
		 */
		static FedPixels of(final Query query, final InputSize size) {
			final List<Integer> sides = IntStream.of(query.shape().sides()).boxed().toList();
			final boolean own = size.fixed() && query.relevance().isEmpty() &&
				sides.equals(IntStream.of(size.sides()).boxed().toList());
			return new FedPixels(own ? sides : Collections.nCopies(sides.size(), ANY),
				query.shape().dimension(-1));
		}

		@Override
		public Images images(final Ops tf, final ValueRange drawn) {
			final long[] axes = LongStream
				.concat(LongStream.concat(LongStream.of(ANY), sides.stream().mapToLong(side -> side)),
					LongStream.of(channels))
				.toArray();
			final Operand<TFloat32> pixels =
				tf.withName("pixels").placeholder(TFloat32.class, Placeholder.shape(Shape.of(axes)));
			return new Images(
				tf.math.div(tf.math.sub(pixels, scalar(tf, "minimum")), scalar(tf, "extent")), pixels);
		}

		private static Operand<TFloat32> scalar(final Ops tf, final String name) {
			return tf.withName(name).placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
		}

		@Override
		public String differentiated() {
			return Preprocessor.PIXELS;
		}

		@Override
		public Operand<TFloat32> gradient(final Ops tf, final Operand<TFloat32> gradient) {
			return gradient;
		}
	}

	/**
	 * Pictures by their parameters, seen through warps of one kind. Their number is fixed, for the sake of
	 * TensorFlow, which knows all sizes then.
	 *
	 * @param sample one of these warps; all of the same canvas share a graph
	 */
	record Parameterized(Parameterization how, int count, Warp sample) implements ImageSource {

		private static Parameterized of(final ParameterizedImage image) {
			final Warp warp = image.warp();
			// Any rotation will do, so long as it is the same one.
			return new Parameterized(image.parameterization(), image.count(),
				warp.isNone() ? warp : new Warp(warp.height(), warp.width(), warp.margin(), 1, 0.5, 0, 0));
		}

		@Override
		public Images images(final Ops tf, final ValueRange drawn) {
			final Operand<TFloat32> pictures = new ParameterizationCompiler(tf, how, count).pictures();
			final Operand<TFloat32> warped =
				sample.isNone() ? pictures : new Warper(tf, count, channels()).warped(pictures, sample);
			final Operand<TFloat32> seen =
				how.periodic() ? doubled(tf, doubled(tf, warped, 1), 2) : warped;
			return new Images(seen,
				tf.math.add(tf.math.mul(seen, tf.constant(drawn.extent())), tf.constant(drawn.min())));
		}

		/** Two copies one after the other along an axis. */
		private static Operand<TFloat32> doubled(final Ops tf, final Operand<TFloat32> images,
			final int axis) {
			return tf.concat(List.of(images, images), tf.constant(axis));
		}

		@Override
		public int channels() {
			return how.colours().channels();
		}

		@Override
		public String differentiated() {
			return ParameterizationCompiler.PLANES;
		}

		@Override
		public Operand<TFloat32> gradient(final Ops tf, final Operand<TFloat32> gradient) {
			return new ParameterizationCompiler(tf, how, count).gradient(gradient);
		}
	}
}
