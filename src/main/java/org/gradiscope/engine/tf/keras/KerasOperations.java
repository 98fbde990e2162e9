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
		put(call -> function.apply(call.tf(), operand(call, 0, "x", "input", "a", "tensor")), names);
	}

	private static void two(final MergingLayers.Pairwise function, final String... names) {
		put(call -> function.of(call.tf(), operand(call, 0, "x1", "x", "a"),
			operand(call, 1, "x2", "y", "b")), names);
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
		final Optional<Long> axis = stated(call, 1, "axis").flatMap(KerasJson::whole);
		final Operand<TFloat32> x = operand(call, 0, "x", "logits", "features", "input");
		if (name.equals("softmax") && axis.isPresent())
			return ActivationLayers.softmaxAlong(call, x, axis.get());
		if (name.equals("gelu") && isTrue(call, 1, "approximate"))
			return NamedActivations.gelu(call.tf(), x);
		if (name.equals("leaky_relu")) return call.tf().nn.leakyRelu(x,
			LeakyRelu.alpha(number(call, NamedActivations.LEAK, "negative_slope", "alpha")));
		if (axis.orElse(-1L) != -1 || number(call, 1, "alpha") != 1 ||
			number(call, 0.5f, "threshold") != 0.5f)
			throw call.config().unsupported("has another parameter than is usual");
		return NamedActivations.of(call, name).apply(x);
	}

	/** A tensor, or numbers of the file. */
	private static Operand<TFloat32> operand(final LayerCall call, final int place,
		final String... names) {
		CallArgument found = null;
		for (final String name : names)
			if (found == null) found = call.arguments().named().get(name);
		if (found == null && place < call.arguments().placed().size())
			found = call.arguments().placed().get(place);
		if (found instanceof CallArgument.Given given) return given.tensor();
		if (found instanceof CallArgument.Stated stated && !stated.isNone())
			return FileConstants.of(call, stated.value());
		final List<Operand<TFloat32>> all = call.inputs();
		if (place < all.size()) return all.get(place);
		throw call.config().wrong("lacks an operand");
	}

	/** An argument that is no tensor, as it is called or as it was made. */
	private static Optional<JsonElement> stated(final LayerCall call, final int place,
		final String... names) {
		for (final String name : names) {
			final Optional<JsonElement> called = call.arguments().stated(Integer.MAX_VALUE, name);
			if (called.isPresent()) return called;
			if (call.config().has(name)) return Optional.of(call.config().get(name));
		}
		return call.arguments().stated(place, "").filter(value -> !KerasJson.isNone(value));
	}

	private static float number(final LayerCall call, final float otherwise, final String... names) {
		return stated(call, Integer.MAX_VALUE, names).flatMap(KerasJson::number).map(Double::floatValue)
			.orElse(otherwise);
	}

	private static boolean isTrue(final LayerCall call, final int place, final String name) {
		return stated(call, place, name).flatMap(KerasJson::number).filter(flag -> flag != 0)
			.isPresent();
	}

	private static List<Long> wholes(final LayerCall call, final JsonElement value) {
		final Optional<Long> only = KerasJson.whole(value);
		return only.isPresent() ? List.of(only.get())
			: KerasJson.list(value).stream()
				.map(member -> KerasJson.whole(member)
					.orElseThrow(() -> call.config().wrong("has a list of what are no whole numbers")))
				.toList();
	}

	private static List<Long> wholes(final LayerCall call, final int place, final String... names) {
		return wholes(call, stated(call, place, names)
			.orElseThrow(() -> call.config().wrong("lacks its argument '" + names[0] + "'")));
	}

	private static Operand<TFloat32> reduced(final LayerCall call, final KerasReduction reduction) {
		final Operand<TFloat32> x = operand(call, 0, "x", "input_tensor");
		final JsonElement axes = stated(call, 1, "axis")
			.orElseThrow(() -> call.config().unsupported("makes one number of all images together"));
		final boolean keep = isTrue(call, 2, "keepdims");
		return reduction.of(call.tf(), x, wholes(call, axes), keep);
	}

	/** All numbers are float32 here; towards whole ones the fraction is cut off, and no gradient goes back. */
	private static Operand<TFloat32> cast(final LayerCall call) {
		final String type = stated(call, 1, "dtype").flatMap(KerasJson::text)
			.orElseThrow(() -> call.config().wrong("does not say to which type"));
		final Ops tf = call.tf();
		final Operand<TFloat32> x = operand(call, 0, "x");
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
		final Operand<TFloat32> x = operand(call, 0, "x", "t");
		final Operand<TFloat32> least =
			FileConstants.of(call, stated(call, 1, "x_min", "clip_value_min").orElse(null));
		final Operand<TFloat32> most =
			FileConstants.of(call, stated(call, 2, "x_max", "clip_value_max").orElse(null));
		return call.tf().clipByValue(x, least, most);
	}

	private static Operand<TFloat32> concatenate(final LayerCall call) {
		final long axis = wholes(call, 1, "axis").get(0);
		return call.tf().concat(call.inputs(),
			call.tf().constant(KerasShapes.axis(call, axis, KerasShapes.axes(call.input()))));
	}

	private static Operand<TFloat32> stack(final LayerCall call) {
		return call.tf().stack(call.inputs(), Stack.axis(wholes(call, 1, "axis").get(0)));
	}

	private static Operand<TFloat32> reshape(final LayerCall call) {
		return KerasShapes.reshaped(call.tf(), call.input(), wholes(call, 1, "newshape", "shape"));
	}

	private static Operand<TFloat32> transpose(final LayerCall call) {
		return KerasShapes.transposed(call.tf(), call.input(), wholes(call, 1, "axes", "perm"));
	}

	private static Operand<TFloat32> expandDims(final LayerCall call) {
		return KerasShapes.expanded(call.tf(), call.input(),
			Math.toIntExact(wholes(call, 1, "axis").get(0)));
	}

	private static Operand<TFloat32> squeeze(final LayerCall call) {
		return call.tf().squeeze(call.input(), Squeeze.axis(wholes(call, 1, "axis")));
	}

	/** With a matrix, or of matrices of as many places. */
	private static Operand<TFloat32> matmul(final LayerCall call) {
		final Operand<TFloat32> a = operand(call, 0, "x1", "a");
		final Operand<TFloat32> b = operand(call, 1, "x2", "b");
		for (final String turned : List.of("transpose_a", "transpose_b"))
			if (call.arguments().flag(Integer.MAX_VALUE, turned))
				throw call.config().unsupported("has the argument '" + turned + "'");
		if (KerasShapes.axes(b) == 2) return CoreLayers.product(call.tf(), a, b);
		return call.tf().linalg.einsum(List.of(a, b), "...ab,...bc->...ac");
	}

	/** What Python writes in brackets. */
	private static Operand<TFloat32> item(final LayerCall call) {
		final JsonElement key = stated(call, 1, "key", "slice_spec")
			.orElseThrow(() -> call.config().unsupported("takes a part that another layer decides"));
		final List<JsonElement> parts = key.isJsonArray() ? KerasJson.list(key) : List.of(key);
		final int axes = KerasShapes.axes(call.input());
		final List<PythonSlice> slices = new ArrayList<>();
		for (final JsonElement part : parts)
			if (isEllipsis(part)) for (int left = axes - parts.size() + 1; left > 0; left--)
				slices.add(PythonSlice.ALL);
			else slices.add(slicing(call, part));
		return PythonSlice.of(call.tf(), call.input(), slices);
	}

	private static boolean isEllipsis(final JsonElement part) {
		return KerasJson.object(part).flatMap(object -> KerasJson.text(object.get("class_name")))
			.filter("__ellipsis__"::equals).isPresent();
	}

	private static PythonSlice slicing(final LayerCall call, final JsonElement part) {
		final Optional<Long> place = KerasJson.whole(part);
		if (place.isPresent()) return PythonSlice.at(place.get());
		return KerasJson.object(part).map(slice -> KerasJson.object(slice.get("config")).orElse(slice))
			.map(slice -> PythonSlice.of(KerasJson.whole(slice.get("start")).orElse(null),
				KerasJson.whole(slice.get("stop")).orElse(null),
				KerasJson.whole(slice.get("step")).orElse(null)))
			.orElseThrow(() -> call.config().unsupported("adds an axis in brackets"));
	}

	private static Operand<TFloat32> resize(final LayerCall call) {
		for (final String kept : List.of("crop_to_aspect_ratio", "pad_to_aspect_ratio",
			"preserve_aspect_ratio"))
			if (isTrue(call, Integer.MAX_VALUE, kept))
				throw call.config().unsupported("has the argument '" + kept + "'");
		final String method = stated(call, 2, "interpolation", "method").flatMap(KerasJson::text)
			.orElse("bilinear").toLowerCase(Locale.ROOT);
		return ImageResizing.to(call, call.input(),
			KerasShapes.constant(call.tf(), wholes(call, 1, "size")), method,
			isTrue(call, 3, "antialias"));
	}
}
