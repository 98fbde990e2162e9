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

package org.gradiscope.engine.tf.graph.gradient;

import java.util.List;
import java.util.Map;

import org.gradiscope.engine.tf.graph.ConvolutionGroups;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Convolutions. TensorFlow's gradients of those in the plane take neither dilations nor stated paddings
 * from the layer, and its processor code has none for groups; those of volumes and of transposed
 * depthwise convolutions it lacks.
 */
final class ConvolutionGradients {

	private static final String[] WINDOW =
		{ "strides", "padding", "explicit_paddings", "data_format", "dilations" };
	private static final String[] VOLUME = { "strides", "padding", "data_format", "dilations" };

	private ConvolutionGradients() {}

	static void addTo(final Map<String, GradientRule> rules) {
		rules.put("Conv2D",
			GradientRules.where(
				(operation, places) -> isSpread(operation) || isStated(operation) ||
					ConvolutionGroups.of(operation) != 1,
				(step, place) -> convolution(step, place, "Conv2DBackpropInput")));
		rules.put("DepthwiseConv2dNative",
			GradientRules.where((operation, places) -> isSpread(operation) || isStated(operation),
				(step, place) -> convolution(step, place, "DepthwiseConv2dNativeBackpropInput")));
		rules.put("DepthwiseConv2dNativeBackpropInput", ConvolutionGradients::depthwiseTransposed);
		rules.put("Conv3D", ConvolutionGradients::volume);
		rules.put("Conv3DBackpropInputV2", ConvolutionGradients::volumeTransposed);
		rules.put("Dilation2D", ConvolutionGradients::dilation);
	}

	private static boolean isSpread(final GraphOperation operation) {
		for (final long dilation : operation.attributes().getAttrIntList("dilations"))
			if (dilation != 1) return true;
		return false;
	}

	private static boolean isStated(final GraphOperation operation) {
		return operation.attributes().getAttrString("padding").equals("EXPLICIT");
	}

	private static Operand<TFloat32> convolution(final BackpropStep step, final int place,
		final String transposed) {
		final boolean plain = step.operation().type().startsWith("Depthwise") ||
			ConvolutionGroups.of(step.operation()) == 1;
		final DilatedConvolutionGradient own = new DilatedConvolutionGradient(step);
		if (place != 0) return own.ofFilter();
		if (isSpread(step.operation()) || !plain) return own.gradient();
		return step.add(transposed, List.of(extents(step, 0), step.input(1), step.upstream()), WINDOW);
	}

	private static Operand<TInt32> extents(final BackpropStep step, final int place) {
		return step.tf().shape(step.input(place));
	}

	private static Operand<TFloat32> depthwiseTransposed(final BackpropStep step, final int place) {
		return place == 2
			? step.add("DepthwiseConv2dNative", List.of(step.upstream(), step.input(1)), WINDOW)
			: step.add("DepthwiseConv2dNativeBackpropFilter",
				List.of(step.upstream(), extents(step, 1), step.input(2)), WINDOW);
	}

	private static Operand<TFloat32> volume(final BackpropStep step, final int place) {
		return place == 0
			? step.add("Conv3DBackpropInputV2", List.of(extents(step, 0), step.input(1), step.upstream()),
				VOLUME)
			: step.add("Conv3DBackpropFilterV2",
				List.of(step.input(0), extents(step, 1), step.upstream()), VOLUME);
	}

	private static Operand<TFloat32> volumeTransposed(final BackpropStep step, final int place) {
		return place == 2 ? step.add("Conv3D", List.of(step.upstream(), step.input(1)), VOLUME)
			: step.add("Conv3DBackpropFilterV2",
				List.of(step.upstream(), extents(step, 1), step.input(2)), VOLUME);
	}

	/** Of grey values: the largest of sums. */
	private static Operand<TFloat32> dilation(final BackpropStep step, final int place) {
		return step.add(place == 0 ? "Dilation2DBackpropInput" : "Dilation2DBackpropFilter",
			List.of(step.input(0), step.input(1), step.upstream()), "strides", "rates", "padding");
	}
}
