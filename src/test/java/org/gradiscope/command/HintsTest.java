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

package org.gradiscope.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.attack.method.AttackMethod;
import org.gradiscope.attribution.AttributionEntry;
import org.gradiscope.attribution.AttributionMethod;
import org.gradiscope.attribution.AttributionMethods;
import org.gradiscope.attribution.Baseline;
import org.gradiscope.imagej.ImagePixels;
import org.gradiscope.imagej.Region;
import org.gradiscope.imagej.SavedSlice;
import org.gradiscope.imagej.ShownImage;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.registry.MethodKeys;
import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.ValueRange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.module.ModuleItem;

/** What is written beside the keys is what the commands do: each key changes what it is said to change. */
class HintsTest {

	private static final Context CONTEXT = new Context(GradiscopeService.class);
	private static final ImagePlus IMAGE = IJ.createImage("grey", "8-bit ramp", 64, 64, 1);
	private static final Pixels PIXELS =
		ImagePixels.read(IMAGE.getProcessor(), new ValueRange(0, 255));

	private static final OpenNetwork NETWORK =
		CONTEXT.service(GradiscopeService.class).open(ModelStore.EMBEDDED);

	/** Those that every method has, or that are about the result. */
	private static final Set<String> COMMON =
		Set.of("model", "head", "alsoinput", "weights", "slices", "pad", "channels", "method", "target",
			"ensemble", "score", "compare", "view", "opacity", "colourbar", "live", "preview", "title",
			"within", "epsilon", "minimal", "tolerance", "others", "confidence", "pictures");

	@AfterAll
	static void dispose() {
		NETWORK.close();
		CONTEXT.dispose();
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = { //
		"a=1; a=1; true", //
		"a=1; a=2; false", //
		"a=1|2; a=2; true", //
		"a!=1|2; a=2; false", //
		"a!=1|2; a=3; true", //
		"a=one|two; a=three, TWO; true", //
		"b=1; a=1; false" })
	void aTermIsOfTheOtherKey(final String when, final String text, final boolean expected) {
		final String[] sides = text.split("=");
		assertEquals(expected,
			Hints.KeyCondition.of(when).holds(Map.of(sides[0], sides[1]), Set.of("a")));
	}

	@Test
	void alternativesAndAllOfThem() {
		final Hints.KeyCondition condition = Hints.KeyCondition.of("a=1 & b=1; a=2");
		assertEquals(true, condition.holds(Map.of("a", "1", "b", "1"), Set.of("a", "b")));
		assertEquals(false, condition.holds(Map.of("a", "1", "b", "2"), Set.of("a", "b")));
		assertEquals(true, condition.holds(Map.of("a", "2", "b", "2"), Set.of("a", "b")));
		assertEquals(true, Hints.KeyCondition.of(null).holds(Map.of(), Set.of()));
	}

	static Stream<String> maps() {
		return AttributionMethods.REGISTRY.names().stream();
	}

	@ParameterizedTest
	@MethodSource("maps")
	void aMapReadsTheKeysThatAreShownWithIt(final String method) {
		final Map<String, String> texts = defaults(SaliencyMap.class);
		texts.put("method", method);
		assertRead(SaliencyMap.class, texts, command -> String.valueOf(((SaliencyMap) command)
			.method(method, NETWORK, Set.of(Expression.LOGITS), Region.whole(IMAGE), PIXELS)));
	}

	/** Keys that are asked for while a method is made. */
	private record RecordingKeys(Keys.FieldKeys keys, Set<String> read) implements MethodKeys {

		@Override
		public Object value(final String key) {
			read.add(key);
			return keys.value(key);
		}

		@Override
		public <E> E choice(final String key, final E[] choices) {
			read.add(key);
			return keys.choice(key, choices);
		}

		@Override
		public boolean isAuto(final String key) {
			read.add(key);
			return keys.isAuto(key);
		}

		@Override
		public double number(final String key, final double auto) {
			read.add(key);
			return keys.number(key, auto);
		}
	}

	/** Its entry states all keys that it reads while it is made, and no others. */
	@ParameterizedTest
	@MethodSource("maps")
	void aMapStatesTheKeysThatItReads(final String method) {
		final AttributionEntry entry = AttributionMethods.REGISTRY.get(method);
		final Set<String> read = new TreeSet<>();
		final AttributionMethod made = entry.maker().make(
			new RecordingKeys(Keys.FieldKeys.of(command(SaliencyMap.class, defaults(SaliencyMap.class))),
				read),
			new AttributionEntry.Subject(NETWORK.descriptor(), PIXELS, NETWORK.descriptor().layers(),
				name -> Baseline.Standard.BLACK));
		assertEquals(new TreeSet<>(entry.keys()), read);
		assertEquals(entry.keys().contains("layer"),
			entry.needs().contains(AttributionEntry.Need.SPATIAL_LAYER));
		assertTrue(made.toString().startsWith(method), made.toString());
		for (final String key : entry.commandKeys())
			assertNotNull(new CommandInfo(SaliencyMap.class).getInput(key), key);
	}

	@Test
	void comparedMethodsHaveTheirKeysToo() {
		final Map<String, String> texts = defaults(SaliencyMap.class);
		texts.put("method", "gradient");
		texts.put("compare", "rise, grad-cam");
		final Set<String> read = Hints.read(new CommandInfo(SaliencyMap.class), texts);
		assertEquals(true, read.containsAll(List.of("masks", "grid", "open", "seed", "layer", "relu")));
		assertEquals(false, read.contains("window"));
		for (final String methods : List.of("all", "every")) {
			texts.put("compare", methods);
			assertEquals(texts.size(), Hints.read(new CommandInfo(SaliencyMap.class), texts).size());
		}
	}

	static Stream<String> attacks() {
		final Map<String, String> one = defaults(AdversarialPerturbation.class);
		return KeyValues.choices(new CommandInfo(AdversarialPerturbation.class).getInput("method"))
			.stream().flatMap(
				method -> method.equals("expectation")
					? KeyValues.choices(new CommandInfo(AdversarialPerturbation.class).getInput("base"))
						.stream().map(base -> "expectation " + base)
					: Stream.of(method + " " + one.get("base")));
	}

	@ParameterizedTest
	@MethodSource("attacks")
	void anAttackReadsTheKeysThatAreShownWithIt(final String methodAndBase) {
		final Map<String, String> texts = defaults(AdversarialPerturbation.class);
		texts.put("method", methodAndBase.split(" ")[0]);
		texts.put("base", methodAndBase.split(" ")[1]);
		final AttackedSlice slice = new AttackedSlice(
			new SavedSlice(ShownImage.of(IMAGE), 1, Region.whole(IMAGE), ShownImage::of), null, null,
			null);
		assertRead(AdversarialPerturbation.class, texts, command -> {
			final AdversarialPerturbation perturbation = (AdversarialPerturbation) command;
			final Attack attack = perturbation.attack(slice, 4);
			return attack + " " + perturbation.isLengthened(attack) + perturbation.startText();
		});
		final Set<String> read = Hints.read(new CommandInfo(AdversarialPerturbation.class), texts);
		assertAccepted(texts, "epsilon", "5", read.contains("epsilon"), slice);
		assertAccepted(texts, "minimal", "true", read.contains("minimal"), slice);
	}

	/** Its entry states all keys that it reads while it is made, and no others; a base has its own. */
	@ParameterizedTest
	@MethodSource("attacks")
	void anAttackStatesTheKeysThatItReads(final String methodAndBase) {
		final Map<String, String> texts = defaults(AdversarialPerturbation.class);
		texts.put("base", methodAndBase.split(" ")[1]);
		final AttackMethod method = AttackMethod.named(methodAndBase.split(" ")[0]);
		final Set<String> stated = new TreeSet<>(method.keys());
		if (stated.contains("base")) stated.addAll(AttackMethod.named(texts.get("base")).keys());
		final Set<String> read = new TreeSet<>();
		method.maker().apply(
			new RecordingKeys(Keys.FieldKeys.of(command(AdversarialPerturbation.class, texts)), read),
			new AttackMethod.Budget(new Bound(method.norm(), 4), 4, 255, PixelFormat.UINT8));
		assertEquals(stated, read);
	}

	/** A key that is not shown has to be left alone, or the command would complain of it. */
	private static void assertAccepted(final Map<String, String> texts, final String key,
		final String value, final boolean isRead, final AttackedSlice slice) {
		final Map<String, String> given = new LinkedHashMap<>(texts);
		given.put(key, value);
		final AdversarialPerturbation attack =
			(AdversarialPerturbation) command(AdversarialPerturbation.class, given);
		attack.opened(NETWORK);
		if (isRead) attack.epsilon(slice);
		else assertThrows(IllegalArgumentException.class, () -> attack.epsilon(slice));
	}

	/** Each key in turn has another value; what is made of the keys changes, or it does not. */
	private static void assertRead(final Class<? extends Command> type,
		final Map<String, String> texts, final Function<Command, String> made) {
		final CommandInfo info = new CommandInfo(type);
		final Set<String> read = Hints.read(info, texts);
		final String usual = made.apply(command(type, texts));
		final Map<String, Boolean> expected = new TreeMap<>();
		final Map<String, Boolean> found = new TreeMap<>();
		for (final ModuleItem<?> key : Keys.of(info)) {
			if (COMMON.contains(key.getName())) continue;
			final Map<String, String> other = new LinkedHashMap<>(texts);
			other.put(key.getName(), other(key, texts.get(key.getName())));
			expected.put(key.getName(), read.contains(key.getName()));
			found.put(key.getName(), !usual.equals(made.apply(command(type, other))));
		}
		assertEquals(expected, found);
	}

	/** Another value of a key, which its command takes. */
	static String other(final ModuleItem<?> key, final String now) {
		final String usual = String.valueOf(key.getDefaultValue());
		final List<String> choices = KeyValues.choices(key);
		final String last = choices.isEmpty() ? usual : choices.get(choices.size() - 1);
		if (!choices.isEmpty()) return now.equals(last) ? choices.get(0) : last;
		if (key.getType() == boolean.class) return String.valueOf(usual.equals("false"));
		if (key.getType() == double.class) return String.valueOf(Double.parseDouble(usual) / 2 + 0.07);
		if (key.getType() != String.class) return String.valueOf(Long.parseLong(usual) + 1);
		return key.getName().equals("layer") ? "conv2"
			: key.getName().equals("baseline") ? "white" : "7";
	}

	static Map<String, String> defaults(final Class<? extends Command> type) {
		final Map<String, String> texts = new LinkedHashMap<>();
		for (final ModuleItem<?> key : Keys.of(new CommandInfo(type)))
			texts.put(key.getName(), String.valueOf(key.getDefaultValue()));
		return texts;
	}

	private static Command command(final Class<? extends Command> type,
		final Map<String, String> texts) {
		try {
			final CommandInfo info = new CommandInfo(type);
			final CommandModule module = new CommandModule(info);
			KeyValues.parse(info, texts, List.of()).forEach(module::setInput);
			module.setInput("input", IMAGE);
			return module.getCommand();
		}
		catch (final org.scijava.module.ModuleException e) {
			throw new IllegalStateException(e);
		}
	}
}
