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

package org.gradiscope.engine.tf.inspect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Operations that take numbers one by one, or along a row. */
final class ArithmeticRules {

	/** The result looks like the first input. */
	private static final Set<String> LIKE_THE_FIRST = words(
		"""
			Abs Acos Acosh Asin Asinh Atan Atanh BiasAdd BiasAddV1 Cast Ceil ClipByValue Cos Cosh Digamma
			Elu Erf Erfc Exp Expm1 Floor Identity IdentityN Inv IsFinite IsInf IsNan LRN LeakyRelu Lgamma
			Log Log1p LogicalNot Neg OnesLike PlaceholderWithDefault PreventGradient Reciprocal Relu Relu6
			Rint Round Rsqrt Selu Sigmoid Sign Sin Sinh Snapshot Softplus Softsign Sqrt Square StopGradient Tan
			Tanh ZerosLike
			""");

	/** Inputs of several shapes are repeated along axes of 1. */
	private static final Set<String> BROADCASTING = words("""
		Add AddN AddV2 Atan2 Div DivNoNan Equal FloorDiv FloorMod Greater GreaterEqual Less LessEqual
		LogicalAnd LogicalOr Maximum Minimum Mod Mul MulNoNan NotEqual Pow RealDiv SelectV2
		SquaredDifference Sub TruncateDiv TruncateMod Xdivy Xlogy
		""");

	private static final Set<String> REDUCTIONS =
		words("All Any ArgMax ArgMin Max Mean Min Prod Sum");

	static final Map<String, Rule> ALL = new HashMap<>();

	static {
		LIKE_THE_FIRST.forEach(name -> ALL.put(name, ArithmeticRules::likeTheFirst));
		BROADCASTING.forEach(name -> ALL.put(name, ArithmeticRules::broadcast));
		REDUCTIONS.forEach(name -> ALL.put(name, ArithmeticRules::reduce));
		Set.of("Softmax", "LogSoftmax").forEach(name -> ALL.put(name, ArithmeticRules::softmax));
		Set.of("FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3").forEach(name -> ALL.put(name,
			ArithmeticRules::normalize));
	}

	private ArithmeticRules() {}

	private static Set<String> words(final String text) {
		return Set.of(text.strip().split("\\s+"));
	}

	private static Form likeTheFirst(final Call call) {
		final boolean same = Set.of("Identity", "Cast", "StopGradient", "Snapshot", "IdentityN",
			"PlaceholderWithDefault").contains(call.node().getOp());
		return same || call.input(0).isNone() ? call.input(0) : Form.of(call.input(0).axes());
	}

	private static Form broadcast(final Call call) {
		Form result = call.input(0).isNone() ? Form.NONE : Form.of(call.input(0).axes());
		for (final Form input : call.inputs().subList(Math.min(1, call.inputs().size()), call.inputs()
			.size()))
			result = result.combined(input);
		final long volume = result.isNone() ? 0 : result.volume();
		if (result.isNone() ||
			!call.inputs().stream().allMatch(input -> input.values() != null && (input
				.values().size() == 1 || input.values().size() == volume)))
			return result;
		final List<Extent> values = values(call);
		return values.size() == volume ? new Form(result.axes(), values) : result;
	}

	/** Whatever is done with a number that varies with the image's size, the result may too. */
	private static List<Extent> values(final Call call) {
		final List<Extent> values = new ArrayList<>();
		final int count = call.inputs().stream().mapToInt(input -> input.values().size()).max()
			.orElse(0);
		for (int i = 0; i < count; i++) {
			final int place = i;
			values.add(value(call.node().getOp(), call.inputs().stream().map(input -> input.values().get(
				input.values().size() == 1 ? 0 : place)).toList()));
		}
		return values;
	}

	private static Extent value(final String operation, final List<Extent> terms) {
		if (terms.contains(Extent.BATCH)) return Extent.UNKNOWN;
		if (terms.contains(Extent.SIZE)) return Extent.SIZE;
		if (terms.contains(Extent.UNKNOWN) || terms.size() != 2) return Extent.UNKNOWN;
		final long a = terms.get(0).number();
		final long b = terms.get(1).number();
		return switch (operation) {
			case "Add", "AddV2" -> Extent.of(a + b);
			case "Sub" -> Extent.of(a - b);
			case "Mul" -> Extent.of(a * b);
			case "FloorDiv" -> b == 0 ? Extent.UNKNOWN : Extent.of(Math.floorDiv(a, b));
			case "Maximum" -> Extent.of(Math.max(a, b));
			case "Minimum" -> Extent.of(Math.min(a, b));
			default -> Extent.UNKNOWN;
		};
	}

	/** The images of a batch must not be summed. */
	private static Form reduce(final Call call) {
		final Form input = call.input(0);
		final Optional<List<Long>> places = call.numbers(1);
		if (input.isNone() || places.isEmpty()) return Form.NONE;
		final Set<Integer> reduced = new HashSet<>();
		places.get().forEach(place -> reduced.add((int) (place < 0 ? place + input.rank() : place)));
		final boolean kept = Attributes.flag(call.node(), "keep_dims", false);
		final List<Extent> axes = new ArrayList<>();
		for (int i = 0; i < input.rank(); i++) {
			if (!reduced.contains(i)) axes.add(input.axis(i));
			else if (input.axis(i).equals(Extent.BATCH)) return Form.NONE;
			else if (kept) axes.add(Extent.ONE);
		}
		return call.node().getOp().equals("Prod") && axes.isEmpty() && input.values() != null ? Form
			.scalar(product(input.values())) : Form.of(axes);
	}

	private static Extent product(final List<Extent> values) {
		if (values.size() == 1) return values.get(0);
		if (values.contains(Extent.BATCH) || values.contains(Extent.UNKNOWN)) return Extent.UNKNOWN;
		return values.contains(Extent.SIZE) ? Extent.SIZE : Extent.of(Form.product(values));
	}

	/** Along the last axis, which must not be that of the images. */
	private static Form softmax(final Call call) {
		final Form input = call.input(0);
		if (input.isNone() || input.rank() == 0 || input.axis(input.rank() - 1).equals(Extent.BATCH))
			return Form.NONE;
		return input;
	}

	/** By the statistics of training; those of the batch would mix its images. */
	private static Form normalize(final Call call) {
		return Attributes.flag(call.node(), "is_training", true) ? Form.NONE : call.input(0);
	}
}
