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

package org.gradiscope.cli;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.gradiscope.command.Hints;
import org.gradiscope.files.AtomicFiles;
import org.gradiscope.imagej.ImageFiles;
import org.gradiscope.imagej.ImagePaths;
import org.gradiscope.imagej.ShownImage;
import org.gradiscope.model.PrintableText;
import org.scijava.module.Module;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;

/**
 * Where the results of one run go: the first result into the file named, the others beside it, and
 * tables of a command without images to standard output where no file is named.
 */
final class OutputFiles {

	private static final List<String> IMAGES = List.of("tif", "tiff", "png", "jpg", "jpeg");
	private static final List<String> TABLES = List.of("csv");

	private final ModuleInfo command;
	/** The file of the first result; null for standard output. */
	private final Path file;
	private final InputFiles read;
	/** Whether other inputs have results of the same command. */
	private final boolean several;

	private OutputFiles(final ModuleInfo command, final Path file, final InputFiles read,
		final boolean several) {
		this.command = command;
		this.file = file;
		this.read = read;
		this.several = several;
	}

	/**
	 * One for each input.
	 *
	 * @throws IllegalArgumentException if the output's name does not fit the command, or would replace
	 *           an input or another output
	 * @throws IOException if the place cannot be written
	 */
	static Map<Path, OutputFiles> of(final CommandLine call, final List<Path> inputs)
		throws IOException {
		final InputFiles read = InputFiles.of(call, inputs);
		final Map<Path, OutputFiles> all = new LinkedHashMap<>();
		final Set<Path> used = new HashSet<>();
		for (final Path input : inputs) {
			final String stem =
				inputs.stream().filter(other -> stem(other).equalsIgnoreCase(stem(input))).count() > 1
					? stem(input) + "-" + suffix(input) : stem(input);
			final OutputFiles outputs = of(call, stem + "-", inputs.size() > 1, read);
			for (final Path target : outputs.targets())
				if (!used.add(InputFiles.canonical(target))) throw new IllegalArgumentException(
					"The output " + target + " is the output of another input; name another.");
			all.put(input, outputs);
		}
		return all;
	}

	/** Where the joined tables of several inputs go. */
	static OutputFiles joined(final CommandLine call, final List<Path> inputs) throws IOException {
		return of(call, "", inputs.size() > 1, InputFiles.of(call, inputs));
	}

	/** Of a command that takes no image, or all together. */
	static OutputFiles of(final CommandLine call) throws IOException {
		final List<Path> none = List.of();
		return of(call, "", false, InputFiles.of(call,
			call.input().isEmpty() ? none : ImagePaths.searchDeep(call.input()).images()));
	}

	private static OutputFiles of(final CommandLine call, final String start, final boolean several,
		final InputFiles read) throws IOException {
		final ModuleInfo command = call.command();
		if (call.output().isEmpty()) {
			if (hasImage(command)) throw new IllegalArgumentException("The command " + command.getName() +
				" makes an image: output=FILE or a folder says where it goes.");
			return new OutputFiles(command, null, read, several);
		}
		final Path path = Path.of(call.output());
		final boolean folder =
			Files.isDirectory(path) || call.output().endsWith("/") || extension(path).isEmpty();
		if (several && !folder) throw new IllegalArgumentException(
			"There are several inputs, so the output is a folder, but " + path + " is a file.");
		final Path file = folder
			? path.resolve(
				PrintableText.line(start) + command.getName() + (hasImage(command) ? ".tif" : ".csv"))
			: path;
		final List<String> valid = hasImage(command) ? IMAGES : TABLES;
		if (!valid.contains(extension(file)))
			throw new IllegalArgumentException("The output of " + command.getName() + " ends in ." +
				String.join(", .", valid) + ", or is a folder, but " + path + " was given.");
		final OutputFiles outputs = new OutputFiles(command, file, read, several);
		for (final Path target : outputs.targets()) {
			read.check(target);
			read.check(stacked(target));
			WritableCheck.check(target);
		}
		outputs.checkNamed();
		return outputs;
	}

	/** Of results that only the run itself names, beside the file: whether one could replace an input. */
	private void checkNamed() throws IOException {
		boolean several = false;
		for (final ModuleItem<?> item : command.outputs())
			several |= item.getType() == Map.class;
		final Path folder = file.toAbsolutePath().getParent();
		if (!several || !Files.isDirectory(folder)) return;
		try (DirectoryStream<Path> beside = Files.newDirectoryStream(folder,
			entry -> entry.getFileName().toString().startsWith(stem(file) + "-") &&
				IMAGES.contains(extension(entry)))) {
			for (final Path entry : beside)
				if (read.at(entry).isPresent()) throw new IllegalArgumentException("The input " + entry +
					" could be replaced by one of the further outputs, which are called " + stem(file) +
					"-LAYER; name another output than " + file + ".");
		}
	}

	/** Whether the first result is an image; pictures beside a table are not. */
	private static boolean hasImage(final ModuleInfo command) {
		for (final ModuleItem<?> item : command.outputs())
			if (item.getName().equals(CommandLine.OUTPUT)) return true;
		return false;
	}

	/** For the help. */
	static String describe(final ModuleInfo command) {
		return hasImage(command) ? "The file: .tif keeps all, .png and .jpg what is shown; or a folder."
			: "The .csv file, or a folder; without it the table is printed.";
	}

	/** Refuses to lose slices of a stack, before anything is computed. */
	void check(final ImagePlus input, final String slices) {
		final int pictures = ShownImage.of(input).count();
		if (file == null || pictures == 1 || slices.equals("current")) return;
		if (hasImage(command) && !isWhole() && !extension(file).startsWith("tif"))
			throw new IllegalArgumentException("The image has " + pictures + " slices, of which ." +
				extension(file) + " files keep one; write a .tif, or give slices=current.");
	}

	/** Whether the first result is one picture, however many slices there are. */
	private boolean isWhole() {
		for (final ModuleItem<?> item : command.outputs())
			if (item.getName().equals(CommandLine.OUTPUT)) return item.get(Hints.WHOLE) != null;
		return false;
	}

	/**
	 * Writes all results; of several inputs not the tables that are joined.
	 *
	 * @param say told where a file has another name than was asked for
	 * @return the paths, or the tables as text
	 */
	List<String> write(final Module module, final Consumer<String> say) throws IOException {
		final List<String> lines = new ArrayList<>();
		for (final ModuleItem<?> item : command.outputs())
			if (!(several && JoinedTables.are(item)))
				write(item, module.getOutput(item.getName()), say, lines);
		return lines;
	}

	/** Writes the tables of all inputs. */
	List<String> write(final JoinedTables tables, final Consumer<String> say) throws IOException {
		final List<String> lines = new ArrayList<>();
		for (final ModuleItem<?> item : command.outputs())
			if (JoinedTables.are(item)) write(item, tables.get(item.getName()), say, lines);
		return lines;
	}

	private void write(final ModuleItem<?> item, final Object result, final Consumer<String> say,
		final List<String> lines) throws IOException {
		if (file == null && result instanceof ResultsTable)
			lines.add(TextTable.of((ResultsTable) result));
		else if (file != null && result instanceof Map<?, ?> many) for (final var one : many.entrySet())
			lines.add(write(one.getValue(), named(String.valueOf(one.getKey())), say).toString());
		else if (file != null && result != null) lines.add(write(result, target(item), say).toString());
	}

	private Path write(final Object result, final Path wanted, final Consumer<String> say)
		throws IOException {
		final Path target = keepsSlices(result, wanted, say);
		read.check(target);
		try {
			AtomicFiles.write(target, temporary -> {
				if (result instanceof final ImagePlus image)
					ImageFiles.write(image, extension(target), temporary);
				else Files.writeString(temporary, TextTable.csv((ResultsTable) result),
					StandardCharsets.UTF_8);
			});
		}
		catch (final IOException e) {
			throw new IOException("The output " + target + " cannot be written: " + e + ".", e);
		}
		return target;
	}

	/**
	 * A picture of one slice would lose the others of several results in a stack. The name was not asked
	 * for, so nothing is replaced.
	 */
	private static Path keepsSlices(final Object result, final Path target,
		final Consumer<String> say) {
		if (!(result instanceof final ImagePlus image) || extension(target).startsWith("tif"))
			return target;
		final int slices = ShownImage.of(image).count();
		if (slices == 1) return target;
		Path free = stacked(target);
		for (int n = 2; Files.exists(free); n++)
			free = target.resolveSibling(stem(target) + "-" + n + ".tif");
		say.accept(
			target + " would keep one of " + slices + " slices: written as " + free.getFileName() + ".");
		return free;
	}

	private static Path stacked(final Path target) {
		return target.resolveSibling(stem(target) + ".tif");
	}

	/** Beside the file, of one among several images. */
	private Path named(final String key) {
		return file.resolveSibling(
			stem(file) + "-" + key.replaceAll("[^A-Za-z0-9._-]", "_") + "." + suffix(file));
	}

	/** All files that will be written, but those of which only the run itself says how many. */
	private List<Path> targets() {
		final List<Path> targets = new ArrayList<>();
		if (file != null) for (final ModuleItem<?> item : command.outputs())
			if (item.getType() != Map.class && !(several && JoinedTables.are(item)))
				targets.add(target(item));
		return targets;
	}

	private Path target(final ModuleItem<?> item) {
		final boolean image = item.getType() == ImagePlus.class;
		final boolean first = item.getName().equals(image ? CommandLine.OUTPUT : "table");
		return file.resolveSibling(stem(file) + (first ? "" : "-" + item.getName()) + "." +
			(image == hasImage(command) ? suffix(file) : image ? "tif" : "csv"));
	}

	private static String stem(final Path file) {
		final String name = file.getFileName().toString();
		return name.substring(0,
			name.length() - (suffix(file).isEmpty() ? 0 : suffix(file).length() + 1));
	}

	private static String extension(final Path file) {
		return suffix(file).toLowerCase(Locale.ROOT);
	}

	private static String suffix(final Path file) {
		final String name = String.valueOf(file.getFileName());
		final int dot = name.lastIndexOf('.');
		return dot < 1 ? "" : name.substring(dot + 1);
	}
}
