"""Two operations that the compiler does not find by itself: on vectors, and fetching a row early."""

from typing import Any

from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic

VECTOR = 8
"""Numbers of a vector: 512 bits in double precision."""

CACHE_LINE = 64


def summing(vectors: int) -> Any:
    """A function that adds up rows, of which it takes so many vectors at once."""

    @intrinsic
    def weighted_sum(
        typing_context: Any, target: Any, place: Any, source: Any, ties: Any, between: Any
    ) -> Any:
        """target[place] = Σ weights[i]·source[rows[i], from place[1] on] over i in range(*between).

        Added up in this order, in registers; so is the sum of the weights, which is returned.

        target, source  two arrays of one float type, C-contiguous, that share no memory
        place           row and column, a multiple of VECTOR, from which on it is `vectors` vectors
        ties            rows and weights; one weight for all rows where there is but one
        """
        number, (rows, weights) = target.dtype, ties.types

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            one, index = context.get_value_type(number), context.get_value_type(types.intp)
            whole = ir.VectorType(one, VECTOR)
            bytes_of_one = context.get_abi_sizeof(one)
            row, at = cgutils.unpack_tuple(builder, arguments[1])
            first_column = context.cast(builder, at, place.types[1], types.intp)

            def start(array: Any, array_type: Any, which: Any, of: Any) -> Any:
                view = context.make_array(array_type)(context, builder, array)
                columns = cgutils.unpack_tuple(builder, view.shape)[1]
                before = builder.mul(context.cast(builder, which, of, types.intp), columns)
                first = builder.gep(view.data, [builder.add(before, first_column)])
                return builder.bitcast(first, whole.as_pointer())

            def nth(first: Any, number: int) -> Any:
                return builder.gep(first, [ir.Constant(index, number)])

            def repeated(factor: Any) -> Any:
                first = builder.insert_element(
                    ir.Constant(whole, ir.Undefined), factor, ir.Constant(ir.IntType(32), 0)
                )
                zeros = ir.Constant(ir.VectorType(ir.IntType(32), VECTOR), None)
                return builder.shuffle_vector(first, ir.Constant(whole, ir.Undefined), zeros)

            def add(value: Any, so_far: Any) -> None:
                builder.store(builder.fadd(builder.load(so_far), value), so_far)

            others, strengths = (
                context.make_array(kind)(context, builder, array)
                for kind, array in zip(
                    ties.types, cgutils.unpack_tuple(builder, arguments[3]), strict=True
                )
            )
            begin, end = (
                context.cast(builder, each, kind, types.intp)
                for kind, each in zip(
                    between.types, cgutils.unpack_tuple(builder, arguments[4]), strict=True
                )
            )
            (count,) = cgutils.unpack_tuple(builder, strengths.shape)
            step = builder.zext(builder.icmp_signed("!=", count, ir.Constant(index, 1)), index)
            total = cgutils.alloca_once_value(builder, ir.Constant(one, 0.0))
            nothing = ir.Constant(whole, None)
            sums = [cgutils.alloca_once_value(builder, nothing) for _ in range(vectors)]
            with cgutils.for_range_slice(builder, begin, end, ir.Constant(index, 1)) as (tie, _):
                other = builder.load(builder.gep(others.data, [tie]))
                strength = builder.load(builder.gep(strengths.data, [builder.mul(tie, step)]))
                strength = context.cast(builder, strength, weights.dtype, number)
                add(strength, total)
                factor, seen = repeated(strength), start(arguments[2], source, other, rows.dtype)
                for which, so_far in enumerate(sums):
                    value = builder.load(nth(seen, which), align=bytes_of_one)
                    add(builder.fmul(factor, value), so_far)
            goal = start(arguments[0], target, row, place.types[0])
            for which, so_far in enumerate(sums):
                builder.store(builder.load(so_far), nth(goal, which), align=bytes_of_one)
            return builder.load(total)

        return number(target, place, source, ties, between), generate

    return weighted_sum


@intrinsic
def fetch(typing_context: Any, source: Any, first: Any, after: Any) -> Any:
    """Ask for rows `first` to `after` of a C-contiguous array to be brought near; nothing is changed."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        view = context.make_array(source)(context, builder, arguments[0])
        stride = cgutils.unpack_tuple(builder, view.strides)[0]
        start = builder.bitcast(view.data, ir.IntType(8).as_pointer())
        begin, end = (
            builder.mul(context.cast(builder, row, of_row, types.intp), stride)
            for row, of_row in zip(arguments[1:], (first, after), strict=True)
        )
        number = ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [start.type, number, number, number])
        prefetch = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
        with cgutils.for_range_slice(builder, begin, end, ir.Constant(stride.type, CACHE_LINE)) as (
            at,
            _,
        ):
            # to be read, kept as near as can be, data
            flags = [ir.Constant(number, flag) for flag in (0, 3, 1)]
            builder.call(prefetch, [builder.gep(start, [at]), *flags])
        return context.get_dummy_value()

    return types.void(source, first, after), generate
