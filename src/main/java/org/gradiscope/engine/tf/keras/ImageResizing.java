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

package org.gradiscope.engine.tf.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.ResizeBicubic;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.op.image.ResizeNearestNeighbor;
import org.tensorflow.op.image.ScaleAndTranslate;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Images in another size, whose pixels are squares as in {@code tf.image.resize}. */
final class ImageResizing {

	/** Of the operation that knows all of them, by the names of Keras. */
	private static final Map<String, String> KERNELS =
		Map.of("bilinear", "triangle", "bicubic", "keyscubic", "lanczos3", "lanczos3", "lanczos5",
			"lanczos5", "gaussian", "gaussian", "mitchellcubic", "mitchellcubic");

	private ImageResizing() {}

	/** By a whole number for height and width. */
	static Operand<TFloat32> byFactors(final LayerCall call, final Operand<TFloat32> x,
		final List<Long> factors, final String method) {
		final Ops tf = call.tf();
		final List<Operand<TInt32>> sides = new ArrayList<>();
		for (int axis = 1; axis <= 2; axis++) {
			final int factor = Math.toIntExact(factors.get(axis - 1));
			final long known = KerasShapes.extent(x, axis);
			sides.add(known >= 0 ? tf.constant(Math.toIntExact(Math.multiplyExact(known, factor)))
				: tf.math.mul(KerasShapes.running(tf, x, axis), tf.constant(factor)));
		}
		return to(call, x, tf.stack(sides), method, false);
	}

	/** @param smooth whether what becomes smaller is averaged */
	static Operand<TFloat32> to(final LayerCall call, final Operand<TFloat32> x,
		final Operand<TInt32> size, final String method, final boolean smooth) {
		final Ops tf = call.tf();
		if (method.equals("nearest"))
			return tf.image.resizeNearestNeighbor(x, size, ResizeNearestNeighbor.halfPixelCenters(true));
		if (method.equals("area")) return tf.image.resizeArea(x, size);
		if (!KERNELS.containsKey(method)) throw call.config().mistaken("interpolation");
		if (method.equals("bilinear") && !smooth)
			return tf.image.resizeBilinear(x, size, ResizeBilinear.halfPixelCenters(true));
		if (method.equals("bicubic") && !smooth)
			return tf.image.resizeBicubic(x, size, ResizeBicubic.halfPixelCenters(true));
		return scaled(tf, x, size, KERNELS.get(method), smooth);
	}

	private static Operand<TFloat32> scaled(final Ops tf, final Operand<TFloat32> x,
		final Operand<TInt32> size, final String kernel, final boolean smooth) {
		final Operand<TInt32> sides =
			tf.stack(List.of(KerasShapes.running(tf, x, 1), KerasShapes.running(tf, x, 2)));
		final Operand<TFloat32> scale =
			tf.math.realDiv(tf.dtypes.cast(size, TFloat32.class), tf.dtypes.cast(sides, TFloat32.class));
		return tf.image.scaleAndTranslate(x, size, scale, tf.constant(new float[2]),
			ScaleAndTranslate.kernelType(kernel), ScaleAndTranslate.antialias(smooth));
	}
}
