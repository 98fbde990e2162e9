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

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

import com.google.gson.JsonElement;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TFloat32;

/**
 * Operations between layers: those of {@code keras.ops}, which Keras 3 writes as layers of their own
 * classes, and functions of TensorFlow, which Keras 2 writes as {@code TFOpLambda}. Both go by the same
 * names here.
 */
final class KerasOperations {

	private static final Map<String, LayerBuilder> BY_NAME = new HashMap<>();

	static {
		two(MergingLayers::add, "add");
		two((tf, a, b) -> tf.math.sub(a, b), "subtract", "sub");
		two((tf, a, b) -> tf.math.mul(a, b), "multiply", "mul");
		two((tf, a, b) -> tf.math.realDiv(a, b), "divide", "true_divide", "truediv", "div");
		two((tf, a, b) -> tf.math.pow(a, b), "power", "pow");
		two((tf, a, b) -> tf.math.maximum(a, b), "maximum");
		two((tf, a, b) -> tf.math.minimum(a, b), "minimum");
		one((tf, x) -> tf.math.neg(x), "negative", "neg");
		one((tf, x) -> tf.math.abs(x), "absolute", "abs");
		one((tf, x) -> tf.math.square(x), "square");
		one((tf, x) -> tf.math.sqrt(x), "sqrt");
		one((tf, x) -> tf.math.rsqrt(x), "rsqrt");
		one((tf, x) -> tf.math.reciprocal(x), "reciprocal");
		one((tf, x) -> tf.math.log(x), "log");
		one((tf, x) -> tf.math.log1p(x), "log1p");
		one((tf, x) -> tf.math.sin(x), "sin");
		one((tf, x) -> tf.math.cos(x), "cos");
		one((tf, x) -> x, "identity");
		one((tf, x) -> tf.stopGradient(x), "stop_gradient");
		put(KerasOperations::cast, "cast");
		reduction(KerasReduction.MEAN, "mean");
		reduction(KerasReduction.SUM, "sum");
		reduction(KerasReduction.MAX, "max");
		reduction(KerasReduction.MIN, "min");
		reduction(KerasReduction.PROD, "prod");
		put(KerasOperations::clip, "clip", "clip_by_value");
		put(KerasOperations::concatenate, "concatenate", "concat");
		put(KerasOperations::stack, "stack");
		put(KerasOperations::reshape, "reshape");
		put(KerasOperations::transpose, "transpose");
		put(KerasOperations::expandDims, "expand_dims");
		put(KerasOperations::squeeze, "squeeze");
		put(KerasOperations::matmul, "matmul");
		put(KerasOperations::item, "get_item", "getitem");
		put(KerasOperations::resize, "resize");
	}

	private KerasOperations() {}

	private static void put(final Function<LayerCall, Operand<TFloat32>> builder,
		final String... names) {
		for (final String name : names)
			BY_NAME.put(name, LayerBuilder.of(builder));
	}

	private static void one(final BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> function,
		final String... names) {
		put(call -> function.apply(call.tf(),
			OperationArguments.operand(call, 0, "x", "input", "a", "tensor")), names);
	}

	private static void two(final MergingLayers.Pairwise function, final String... names) {
		put(call -> function.of(call.tf(), OperationArguments.operand(call, 0, "x1", "x", "a"),
			OperationArguments.operand(call, 1, "x2", "y", "b")), names);
	}

	private static void reduction(final KerasReduction reduction, final String name) {
		put(call -> reduced(call, reduction), name, "reduce_" + name);
	}

	/** Of an operation that is a layer, or of the function of one. */
	static LayerBuilder of(final LayerDefinition layer) {
		final LayerConfig config = layer.config();
		final String function = config.text("function", config.type());
		final String name = ArchiveWeights.snakeCase(function.substring(function.lastIndexOf('.') + 1));
		final LayerBuilder builder = BY_NAME.get(name);
		if (builder != null) return builder;
		if (NamedActivations.isKnown(name)) return LayerBuilder.of(call -> activated(call, name));
		throw config.unsupported(layer.operation() ? "is an operation of keras.ops that is not known"
			: "is the function tf." + function + ", which is not known");
	}

	private static Operand<TFloat32> activated(final LayerCall call, final String name) {
		final Optional<Long> axis =
			OperationArguments.stated(call, 1, "axis").flatMap(KerasJson::whole);
		final Operand<TFloat32> x =
			OperationArguments.operand(call, 0, "x", "logits", "features", "input");
		if (name.equals("softmax") && axis.isPresent())
			return ActivationLayers.softmaxAlong(call, x, axis.get());
		if (name.equals("gelu") && OperationArguments.isTrue(call, 1, "approximate"))
			return NamedActivations.gelu(call.tf(), x);
		if (name.equals("leaky_relu")) return call.tf().nn.leakyRelu(x, LeakyRelu
			.alpha(OperationArguments.number(call, NamedActivations.LEAK, "negative_slope", "alpha")));
		if (axis.orElse(-1L) != -1 || OperationArguments.number(call, 1, "alpha") != 1 ||
			OperationArguments.number(call, 0.5f, "threshold") != 0.5f)
			throw call.config().unsupported("has another parameter than is usual");
		return NamedActivations.of(call, name).apply(x);
	}

	private static Operand<TFloat32> reduced(final LayerCall call, final KerasReduction reduction) {
		final Operand<TFloat32> x = OperationArguments.operand(call, 0, "x", "input_tensor");
		final JsonElement axes = OperationArguments.stated(call, 1, "axis")
			.orElseThrow(() -> call.config().unsupported("makes one number of all images together"));
		final boolean keep = OperationArguments.isTrue(call, 2, "keepdims");
		return reduction.of(call.tf(), x, OperationArguments.wholes(call, axes), keep);
	}

	/** All numbers are float32 here; towards whole ones the fraction is cut off, and no gradient goes back. */
	private static Operand<TFloat32> cast(final LayerCall call) {
		final String type = OperationArguments.stated(call, 1, "dtype").flatMap(KerasJson::text)
			.orElseThrow(() -> call.config().wrong("does not say to which type"));
		final Ops tf = call.tf();
		final Operand<TFloat32> x = OperationArguments.operand(call, 0, "x");
		return switch (type) {
			case "float32" -> x;
			case "float16", "bfloat16", "float64" -> {
				call.graph().otherPrecision(type);
				yield x;
			}
			case "int32", "int64" ->
				tf.stopGradient(tf.math.mul(tf.math.sign(x), tf.math.floor(tf.math.abs(x))));
			case "bool" -> tf.stopGradient(tf.math.abs(tf.math.sign(x)));
			default -> throw call.config().unsupported("makes numbers of the type " + type);
		};
	}

	private static Operand<TFloat32> clip(final LayerCall call) {
		final Operand<TFloat32> x = OperationArguments.operand(call, 0, "x", "t");
		final Operand<TFloat32> least = FileConstants.of(call,
			OperationArguments.stated(call, 1, "x_min", "clip_value_min").orElse(null));
		final Operand<TFloat32> most = FileConstants.of(call,
			OperationArguments.stated(call, 2, "x_max", "clip_value_max").orElse(null));
		return call.tf().clipByValue(x, least, most);
	}

	private static Operand<TFloat32> concatenate(final LayerCall call) {
		final long axis = OperationArguments.wholes(call, 1, "axis").get(0);
		return call.tf().concat(call.inputs(),
			call.tf().constant(KerasShapes.axis(call, axis, KerasShapes.axes(call.input()))));
	}

	private static Operand<TFloat32> stack(final LayerCall call) {
		return call.tf().stack(call.inputs(),
			Stack.axis(OperationArguments.wholes(call, 1, "axis").get(0)));
	}

	private static Operand<TFloat32> reshape(final LayerCall call) {
		return KerasShapes.reshaped(call.tf(), call.input(),
			OperationArguments.wholes(call, 1, "newshape", "shape"));
	}

	private static Operand<TFloat32> transpose(final LayerCall call) {
		return KerasShapes.transposed(call.tf(), call.input(),
			OperationArguments.wholes(call, 1, "axes", "perm"));
	}

	private static Operand<TFloat32> expandDims(final LayerCall call) {
		return KerasShapes.expanded(call.tf(), call.input(),
			Math.toIntExact(OperationArguments.wholes(call, 1, "axis").get(0)));
	}

	private static Operand<TFloat32> squeeze(final LayerCall call) {
		return call.tf().squeeze(call.input(),
			Squeeze.axis(OperationArguments.wholes(call, 1, "axis")));
	}

	/** With a matrix, or of matrices of as many places. */
	private static Operand<TFloat32> matmul(final LayerCall call) {
		final Operand<TFloat32> a = OperationArguments.operand(call, 0, "x1", "a");
		final Operand<TFloat32> b = OperationArguments.operand(call, 1, "x2", "b");
		for (final String turned : List.of("transpose_a", "transpose_b"))
			if (call.arguments().flag(Integer.MAX_VALUE, turned))
				throw call.config().unsupported("has the argument '" + turned + "'");
		if (KerasShapes.axes(b) == 2) return CoreLayers.product(call.tf(), a, b);
		return call.tf().linalg.einsum(List.of(a, b), "...ab,...bc->...ac");
	}

	/** What Python writes in brackets. */
	private static Operand<TFloat32> item(final LayerCall call) {
		final JsonElement key = OperationArguments.stated(call, 1, "key", "slice_spec")
			.orElseThrow(() -> call.config().unsupported("takes a part that another layer decides"));
		return PythonSlice.of(call.tf(), call.input(), PythonSlice.parsed(call, key));
	}

	private static Operand<TFloat32> resize(final LayerCall call) {
		for (final String kept : List.of("crop_to_aspect_ratio", "pad_to_aspect_ratio",
			"preserve_aspect_ratio"))
			if (OperationArguments.isTrue(call, Integer.MAX_VALUE, kept))
				throw call.config().unsupported("has the argument '" + kept + "'");
		final String method = OperationArguments.stated(call, 2, "interpolation", "method")
			.flatMap(KerasJson::text).orElse("bilinear").toLowerCase(Locale.ROOT);
		return ImageResizing.to(call, call.input(),
			KerasShapes.constant(call.tf(), OperationArguments.wholes(call, 1, "size")), method,
			OperationArguments.isTrue(call, 3, "antialias"));
	}
}
